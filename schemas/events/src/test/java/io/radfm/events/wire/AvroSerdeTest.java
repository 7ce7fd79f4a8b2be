// SPDX-License-Identifier: Apache-2.0
package io.radfm.events.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.radfm.events.Priority;
import io.radfm.events.StudyStage;
import io.radfm.events.StudyState;
import io.radfm.events.Topics;
import io.radfm.events.registry.RegistryUnavailable;
import io.radfm.events.registry.ScriptedRegistry;

import org.apache.avro.Schema;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

class AvroSerdeTest {
    private static final String TOPIC = Topics.STUDY_STATES.name();
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    @Test
    void aRecordComesBackAsItWentAndBeginsWithZeroAndTheSchemaId() throws Exception {
        try (var server = new ScriptedRegistry().answers(200, "{\"id\":258}")) {
            var serde = new AvroSerde.Factory(server.settings()).of(Topics.STUDY_STATES);
            var bytes = serde.serializer().serialize(TOPIC, state());
            // magic 0, then id 258 = 0x0102, big endian
            assertArrayEquals(new byte[] {0, 0, 0, 1, 2}, Arrays.copyOf(bytes, 5));
            assertEquals(state(), serde.deserializer().deserialize(TOPIC, bytes));
            assertEquals(List.of("POST /subjects/study.states-value/versions"), server.calls());
        }
    }

    @Test
    void aRecordOfAnOlderWriterIsReadWithDefaults() throws Exception {
        var older = older(StudyState.getClassSchema(), "conflicts");
        var writer =
                new org.apache.avro.generic.GenericDatumWriter<
                        org.apache.avro.generic.GenericRecord>(older);
        var generic =
                new org.apache.avro.generic.GenericRecordBuilder(older)
                        .set("studyInstanceUid", "1.2")
                        .set("patientKey", "k")
                        .set(
                                "stage",
                                new org.apache.avro.generic.GenericData.EnumSymbol(
                                        older.getField("stage").schema(), "RECEIVED"))
                        .set("revision", 0)
                        .set("instances", 1)
                        .set("modality", "CT")
                        .set("series", List.of())
                        .set("firstReceivedAt", 0L)
                        .set("lastReceivedAt", 0L)
                        .set("updatedAt", 0L)
                        .build();
        var out = new java.io.ByteArrayOutputStream();
        out.writeBytes(ByteBuffer.allocate(5).put((byte) 0).putInt(3).array());
        var encoder = org.apache.avro.io.EncoderFactory.get().directBinaryEncoder(out, null);
        writer.write(generic, encoder);
        encoder.flush();
        var answer = new ObjectMapper().writeValueAsString(Map.of("schema", older.toString()));
        try (var server = new ScriptedRegistry().answers(200, answer)) {
            var read =
                    new AvroSerde.Factory(server.settings())
                            .of(Topics.STUDY_STATES)
                            .deserializer()
                            .deserialize(TOPIC, out.toByteArray());
            assertEquals(0, read.getConflicts());
            assertEquals("1.2", read.getStudyInstanceUid());
        }
    }

    @Test
    void everyPrefixOfARecordIsRefusedAsBadBytes() throws Exception {
        try (var server = new ScriptedRegistry().answers(200, "{\"id\":1}")) {
            var serde = new AvroSerde.Factory(server.settings()).of(Topics.STUDY_STATES);
            var bytes = serde.serializer().serialize(TOPIC, state());
            for (int length = 0; length < bytes.length; length++) {
                var prefix = Arrays.copyOf(bytes, length);
                assertThrows(
                        SerializationException.class,
                        () -> serde.deserializer().deserialize(TOPIC, prefix),
                        "prefix of " + length + " bytes");
            }
        }
    }

    @Test
    void anAbsentRegistryDoesNotCondemnTheRecord() throws Exception {
        try (var server = new ScriptedRegistry().answers(503, "")) {
            var deserializer =
                    new AvroSerde.Factory(server.settings()).of(Topics.STUDY_STATES).deserializer();
            assertThrows(
                    RegistryUnavailable.class,
                    () -> deserializer.deserialize(TOPIC, new byte[] {0, 0, 0, 0, 9, 1, 2}));
        }
    }

    @Test
    void nothingStaysNothing() throws Exception {
        try (var server = new ScriptedRegistry()) {
            var serde = new AvroSerde.Factory(server.settings()).of(Topics.STUDY_STATES);
            assertNull(serde.serializer().serialize(TOPIC, null));
            assertNull(serde.deserializer().deserialize(TOPIC, null));
        }
    }

    private static Schema older(Schema schema, String withoutField) {
        var fields =
                schema.getFields().stream()
                        .filter(field -> !field.name().equals(withoutField))
                        .map(field -> new Schema.Field(field, field.schema()))
                        .toList();
        return Schema.createRecord(
                schema.getName(), schema.getDoc(), schema.getNamespace(), false, fields);
    }

    private static StudyState state() {
        return StudyState.newBuilder()
                .setStudyInstanceUid("1.2.3")
                .setPatientKey("key")
                .setStage(StudyStage.ASSEMBLING)
                .setRevision(1)
                .setInstances(2)
                .setPriority(Priority.STAT)
                .setModality("CT")
                .setSeries(List.of())
                .setFirstReceivedAt(NOON)
                .setLastReceivedAt(NOON)
                .setUpdatedAt(NOON)
                .build();
    }
}
