// SPDX-License-Identifier: Apache-2.0
package io.radfm.events.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.radfm.events.Source;
import io.radfm.events.StudyStage;
import io.radfm.events.StudyState;
import io.radfm.events.Topics;
import io.radfm.events.registry.RegistryUnavailable;

import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.specific.SpecificData;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.Test;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Instant;
import java.util.Map;

/// Serializers by name, as a site with Confluent's has them.
class ForeignSerdeTest {
    private static final String TOPIC = Topics.STUDY_STATES.name();
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    /// Another wire format than ours, so that it shows who did the work.
    public static final class OfAvroMessages implements Serializer<StudyState> {
        private boolean configured;

        @Override
        public void configure(Map<String, ?> settings, boolean isKey) {
            configured = !isKey && settings.containsKey("avro.serializer.class");
        }

        @Override
        public byte[] serialize(String topic, StudyState value) {
            assertTrue(configured);
            try {
                var encoder =
                        new BinaryMessageEncoder<StudyState>(
                                SpecificData.get(), StudyState.getClassSchema());
                return encoder.encode(value).array();
            } catch (IOException e) {
                throw new SerializationException(e);
            }
        }
    }

    public static final class ToAvroMessages implements Deserializer<Object> {
        private boolean generated;

        @Override
        public void configure(Map<String, ?> settings, boolean isKey) {
            generated = Boolean.TRUE.equals(settings.get("specific.avro.reader"));
        }

        @Override
        public Object deserialize(String topic, byte[] bytes) {
            assertTrue(generated);
            try {
                return new BinaryMessageDecoder<StudyState>(
                                SpecificData.get(), StudyState.getClassSchema())
                        .decode(bytes);
            } catch (IOException e) {
                throw new SerializationException(e);
            }
        }
    }

    /// As Confluent's: a wrapped cause says what happened.
    public static final class Failing implements Deserializer<Object> {
        static RuntimeException failure;

        @Override
        public Object deserialize(String topic, byte[] bytes) {
            throw failure;
        }
    }

    public static final class OfSomethingElse implements Deserializer<Object> {
        @Override
        public Object deserialize(String topic, byte[] bytes) {
            return new Source();
        }
    }

    @Test
    void namedSerializersDoAllTheWork() {
        var serde = serde(OfAvroMessages.class, ToAvroMessages.class);
        var bytes = serde.serializer().serialize(TOPIC, state());
        assertEquals((byte) 0xc3, bytes[0]); // Avro's single-object encoding
        assertEquals(state(), serde.deserializer().deserialize(TOPIC, bytes));
    }

    @Test
    void aRegistryThatIsAwayIsNoBadRecord() {
        Failing.failure = new SerializationException("cannot", new ConnectException("refused"));
        assertThrows(RegistryUnavailable.class, ForeignSerdeTest::read);
        Failing.failure =
                new SerializationException(
                        "cannot", new IllegalStateException("Overloaded; error code: 50003"));
        assertThrows(RegistryUnavailable.class, ForeignSerdeTest::read);
    }

    @Test
    void aBadRecordStaysOne() {
        var bad = new SerializationException("cannot", new EOFException());
        Failing.failure = bad;
        assertSame(bad, assertThrows(SerializationException.class, ForeignSerdeTest::read));
        Failing.failure = new IllegalStateException("Schema not found; error code: 40403");
        assertThrows(SerializationException.class, ForeignSerdeTest::read);
    }

    @Test
    void aValueOfAnotherClassIsABadRecord() {
        var serde = serde(OfAvroMessages.class, OfSomethingElse.class);
        assertThrows(
                SerializationException.class,
                () -> serde.deserializer().deserialize(TOPIC, new byte[1]));
    }

    @Test
    void aClassThatIsNotThereIsNamed() {
        var settings = Map.of("avro.serializer.class", "io.confluent.Absent");
        var factory = new AvroSerde.Factory(settings);
        var refused = assertThrows(ConfigException.class, () -> factory.of(Topics.STUDY_STATES));
        assertTrue(refused.getMessage().contains("io.confluent.Absent"), refused::getMessage);
    }

    private static Object read() {
        return serde(OfAvroMessages.class, Failing.class)
                .deserializer()
                .deserialize(TOPIC, new byte[1]);
    }

    private static AvroSerde<StudyState> serde(Class<?> serializer, Class<?> deserializer) {
        var settings =
                Map.of(
                        "avro.serializer.class", serializer.getName(),
                        "avro.deserializer.class", deserializer.getName());
        return new AvroSerde.Factory(settings).of(Topics.STUDY_STATES);
    }

    private static StudyState state() {
        return StudyState.newBuilder()
                .setStudyInstanceUid("1.2")
                .setPatientKey("k")
                .setStage(StudyStage.RECEIVED)
                .setRevision(0)
                .setInstances(1)
                .setModality("CT")
                .setSeries(java.util.List.of())
                .setFirstReceivedAt(NOON)
                .setLastReceivedAt(NOON)
                .setUpdatedAt(NOON)
                .build();
    }
}
