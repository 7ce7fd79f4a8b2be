// SPDX-License-Identifier: Apache-2.0
package io.radfm.events;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.avro.NameValidator;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.SchemaValidationException;
import org.apache.avro.SchemaValidator;
import org.apache.avro.SchemaValidatorBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Schemas change only so that everything ever written stays readable (BACKWARD_TRANSITIVE).
///
/// `released/<version>/<topic>.avsc` holds what each release wrote. A release adds a folder; none
/// is edited.
class SchemasTest {
    private static final Path RELEASED = Path.of("src/test/resources/released");
    private static final SchemaValidator BACKWARD_TRANSITIVE =
            new SchemaValidatorBuilder().canReadStrategy().validateAll();

    static List<Topic<?>> topicsWithSchemas() {
        return Topics.all().stream()
                .filter(topic -> topic.value().isPresent())
                .<Topic<?>>map(topic -> topic)
                .toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("topicsWithSchemas")
    void readsAllThatEarlierReleasesWrote(Topic<?> topic) throws Exception {
        var released = released(topic.name());
        assertFalse(released.isEmpty(), () -> "no released schema of " + topic.name());
        BACKWARD_TRANSITIVE.validate(topic.schema(), released);
    }

    @Test
    void aFieldWithoutADefaultWouldBeCaught() throws Exception {
        var old = released(Topics.DRAFTS.name());
        var broken =
                SchemaBuilder.record("Draft")
                        .namespace("io.radfm.events")
                        .fields()
                        .requiredString("draftId")
                        .requiredString("newAndRequired")
                        .endRecord();
        assertThrows(
                SchemaValidationException.class, () -> BACKWARD_TRANSITIVE.validate(broken, old));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("topicsWithSchemas")
    void everyFieldSaysWhatItIs(Topic<?> topic) {
        assertDocumented(topic.schema(), new HashSet<>());
    }

    private static void assertDocumented(Schema schema, Set<String> seen) {
        switch (schema.getType()) {
            case RECORD -> {
                if (seen.add(schema.getFullName())) {
                    assertNotNull(schema.getDoc(), schema::getFullName);
                    for (var field : schema.getFields()) {
                        assertTrue(
                                field.doc() != null && field.doc().length() > 5,
                                () -> schema.getName() + "." + field.name() + " has no doc");
                        assertDocumented(field.schema(), seen);
                    }
                }
            }
            case ARRAY -> assertDocumented(schema.getElementType(), seen);
            case UNION -> schema.getTypes().forEach(type -> assertDocumented(type, seen));
            case ENUM -> assertNotNull(schema.getDoc(), schema::getFullName);
            default -> {}
        }
    }

    private static List<Schema> released(String topic) throws IOException {
        var schemas = new ArrayList<Schema>();
        try (var releases = Files.list(RELEASED)) {
            for (var release : releases.sorted().toList()) {
                var file = release.resolve(topic + ".avsc");
                if (Files.exists(file)) {
                    schemas.add(
                            new Schema.Parser(NameValidator.UTF_VALIDATOR)
                                    .parse(Files.readString(file)));
                }
            }
        }
        return schemas;
    }
}
