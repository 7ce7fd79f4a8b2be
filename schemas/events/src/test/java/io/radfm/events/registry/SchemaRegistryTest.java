// SPDX-License-Identifier: Apache-2.0
package io.radfm.events.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import io.radfm.events.Question;

import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

class SchemaRegistryTest {
    private static final Schema SCHEMA = Question.getClassSchema();

    @Test
    void asksOnceForWhatNeverChanges() throws Exception {
        try (var server = new ScriptedRegistry().answers(200, "{\"id\":7}")) {
            var registry = registry(server.settings());
            assertEquals(7, registry.register("questions-value", SCHEMA));
            assertEquals(7, registry.register("questions-value", SCHEMA));
            assertEquals(SCHEMA, registry.schema(7));
            assertEquals(List.of("POST /subjects/questions-value/versions"), server.calls());
        }
    }

    @Test
    void asksAgainWhileTheServerIsBroken() throws Exception {
        try (var server =
                new ScriptedRegistry()
                        .answers(503, "")
                        .answers(429, "slow down")
                        .answers(200, "{\"id\":7}")) {
            var patient = new HashMap<>(server.settings());
            patient.put("schema.registry.patience.ms", "30000");
            assertEquals(7, registry(patient).lookup("q", SCHEMA));
            assertEquals(3, server.calls().size());
        }
    }

    @Test
    void turnsToTheNextServerWhenTheFirstIsAway() throws Exception {
        try (var server = new ScriptedRegistry().answers(200, "{\"is_compatible\":false}")) {
            var settings = new HashMap<>(server.settings());
            settings.put(RegistryConfig.URL, "http://127.0.0.1:1," + server.url());
            assertFalse(registry(settings).compatible("q", SCHEMA));
        }
    }

    @Test
    void tellsARefusalFromAnAbsence() throws Exception {
        try (var server =
                new ScriptedRegistry()
                        .answers(409, "{\"error_code\":409,\"message\":\"incompatible\"}")
                        .answers(500, "")) {
            var registry = registry(server.settings());
            var refusal = assertThrows(RegistryRefusal.class, () -> registry.register("q", SCHEMA));
            assertEquals(409, refusal.status());
            assertTrue(refusal.getMessage().contains("incompatible"));
            assertThrows(RegistryUnavailable.class, () -> registry.schema(1));
        }
    }

    @Test
    void asksOnceMoreForAnIdThatIsNotKnownYet() throws Exception {
        var unknown = "{\"error_code\":40403,\"message\":\"Schema 7 not found\"}";
        var known = JsonNodeFactory.instance.objectNode().put("schema", SCHEMA.toString());
        try (var server =
                new ScriptedRegistry()
                        .answers(404, unknown)
                        .answers(200, known.toString())
                        .answers(404, unknown)
                        .answers(404, unknown)) {
            var registry = registry(server.settings());
            assertEquals(SCHEMA, registry.schema(7));
            assertThrows(RegistryRefusal.class, () -> registry.schema(8));
            assertEquals(4, server.calls().size());
        }
    }

    @Test
    void sendsTheUserWithEveryCallAndShowsItNowhere() throws Exception {
        try (var server = new ScriptedRegistry().answers(404, "not json at all")) {
            var settings = new HashMap<>(server.settings());
            settings.put("basic.auth.user.info", "me:secret");
            var config = RegistryConfig.of(settings);
            var refusal =
                    assertThrows(RegistryRefusal.class, () -> new SchemaRegistry(config).schema(3));
            var expected = "Basic " + Base64.getEncoder().encodeToString("me:secret".getBytes());
            assertEquals(List.of(expected), server.authorizations());
            assertFalse(refusal.getMessage().contains("secret"));
            assertFalse(config.toString().contains("secret"));
        }
    }

    @Test
    void doesNotReadAnEndlessAnswer() throws Exception {
        try (var server = new ScriptedRegistry().answers(200, "x".repeat(5 << 20))) {
            var registry = registry(server.settings());
            assertThrows(RegistryUnavailable.class, () -> registry.schema(1));
        }
    }

    private static SchemaRegistry registry(Map<String, String> settings) {
        return new SchemaRegistry(RegistryConfig.of(settings));
    }
}
