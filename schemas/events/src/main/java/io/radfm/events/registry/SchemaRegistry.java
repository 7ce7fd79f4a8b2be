// SPDX-License-Identifier: Apache-2.0
package io.radfm.events.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.apache.avro.NameValidator;
import org.apache.avro.Schema;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/// The few calls of a Confluent-compatible schema registry that events need. Ids and schemas never
/// change once given, so each is asked for once. Safe for many threads.
public final class SchemaRegistry {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SCHEMA_NOT_FOUND = 40_403;
    private static final Duration SETTLING = Duration.ofMillis(250);

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
                id, unknown -> parse(known("/schemas/ids/" + unknown).path("schema").asText()));
    }

    /// A registry may tell a writer an id a moment before it knows it itself, and whoever reads the
    /// first record is that fast: what it does not know is asked for once more.
    private JsonNode known(String path) {
        try {
            return http.get(path);
        } catch (RegistryRefusal refusal) {
            if (refusal.code() != SCHEMA_NOT_FOUND) {
                throw refusal;
            }
            LockSupport.parkNanos(SETTLING.toNanos());
            return http.get(path);
        }
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
