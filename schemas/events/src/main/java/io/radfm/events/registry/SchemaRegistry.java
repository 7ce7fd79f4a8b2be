// SPDX-License-Identifier: Apache-2.0
package io.radfm.events.registry;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.apache.avro.NameValidator;
import org.apache.avro.Schema;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The few calls of a Confluent-compatible schema registry that events need. Ids and schemas never
/// change once given, so each is asked for once. Safe for many threads.
public final class SchemaRegistry {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final RegistryHttp http;
    private final Map<Integer, Schema> schemas = new ConcurrentHashMap<>();
    private final Map<SubjectAndSchema, Integer> ids = new ConcurrentHashMap<>();

    private record SubjectAndSchema(String subject, Schema schema) {}

    public SchemaRegistry(RegistryConfig config) {
        this.http = new RegistryHttp(config);
    }

    /// Registers the schema under the subject, or finds it there, and answers its id.
    ///
    /// @throws RegistryRefusal for example 409, when it breaks the subject's compatibility
    public int register(String subject, Schema schema) {
        return id(subject, schema, "/versions");
    }

    /// The id of a schema that is registered under the subject already.
    public int lookup(String subject, Schema schema) {
        return id(subject, schema, "");
    }

    /// The schema with this id, as its writer had it.
    public Schema schema(int id) {
        return schemas.computeIfAbsent(
                id, unknown -> parse(http.get("/schemas/ids/" + unknown).path("schema").asText()));
    }

    /// Whether the schema may follow all that the subject holds, under the subject's compatibility
    /// level.
    public boolean compatible(String subject, Schema schema) {
        return http.post("/compatibility" + path(subject) + "/versions/latest", body(schema))
                .path("is_compatible")
                .asBoolean();
    }

    /// Sets the compatibility level of all subjects that have none of their own.
    public void setCompatibility(String level) {
        http.put("/config", JSON.createObjectNode().put("compatibility", level));
    }

    private int id(String subject, Schema schema, String suffix) {
        return ids.computeIfAbsent(
                new SubjectAndSchema(subject, schema),
                key -> {
                    int id = http.post(path(subject) + suffix, body(schema)).path("id").asInt();
                    schemas.putIfAbsent(id, schema);
                    return id;
                });
    }

    private static Schema parse(String json) {
        return new Schema.Parser(NameValidator.UTF_VALIDATOR).parse(json);
    }

    private static String path(String subject) {
        return "/subjects/"
                + URLEncoder.encode(subject, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static ObjectNode body(Schema schema) {
        return JSON.createObjectNode().put("schemaType", "AVRO").put("schema", schema.toString());
    }
}
