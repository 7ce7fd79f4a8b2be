// SPDX-License-Identifier: Apache-2.0
package io.radfm.streams;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.radfm.events.InstanceReceived;
import io.radfm.events.PendingDraft;
import io.radfm.events.StudyRecord;

import org.apache.avro.NameValidator;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// State outlives the version that wrote it.
class StateSerdeTest {
    @ParameterizedTest
    @ValueSource(classes = {InstanceReceived.class, StudyRecord.class, PendingDraft.class})
    void theSchemaThatWritesStateIsKept(Class<? extends SpecificRecord> type) throws Exception {
        var schema = SpecificData.get().getSchema(type);
        var name = StateSerde.resource(StateSerde.fingerprint(schema));
        try (var kept = StateSerde.class.getResourceAsStream(name)) {
            assertNotNull(
                    kept,
                    () ->
                            "add src/main/resources/io/radfm/streams/"
                                    + name
                                    + " and keep the earlier ones:\n"
                                    + schema);
            var parser = new Schema.Parser(NameValidator.UTF_VALIDATOR);
            assertEquals(
                    StateSerde.fingerprint(schema),
                    StateSerde.fingerprint(parser.parse(new String(kept.readAllBytes()))));
        }
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        var image = Images.slice("1.1", 1, 1).build();
        var serde = new StateSerde<>(InstanceReceived.class);
        var bytes = serde.serializer().serialize("any", image);
        assertEquals(image, serde.deserializer().deserialize("any", bytes));
    }

    @Test
    void stateOfAnUnknownSchemaIsRefused() throws Exception {
        var other =
                new Schema.Parser()
                        .parse(
                                "{\"type\":\"record\",\"name\":\"Other\",\"fields\":[{\"name\":\"x\",\"type\":\"int\"}]}");
        var bytes =
                new BinaryMessageEncoder<GenericData.Record>(GenericData.get(), other)
                        .encode(new GenericRecordBuilder(other).set("x", 1).build())
                        .array();
        var serde = new StateSerde<>(StudyRecord.class);
        assertThrows(
                SerializationException.class, () -> serde.deserializer().deserialize("any", bytes));
        assertThrows(
                SerializationException.class,
                () -> serde.deserializer().deserialize("any", new byte[3]));
    }
}
