// SPDX-License-Identifier: Apache-2.0
package io.radfm.events.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.radfm.events.Topic;
import io.radfm.events.Topics;
import io.radfm.events.registry.ScriptedRegistry;

import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.RandomData;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;

/// Random records of every topic's schema, through the generated classes and back; and bytes that
/// are none.
class EveryTopicTest {
    private static final int ID = 1;

    static List<Topic<?>> topics() {
        return Topics.all().stream()
                .filter(topic -> topic.value().isPresent())
                .<Topic<?>>map(topic -> topic)
                .toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("topics")
    void anyRecordIsTheSameBytesAgain(Topic<?> topic) throws Exception {
        roundTrips(topic);
    }

    private static <T extends SpecificRecord> void roundTrips(Topic<T> topic) throws Exception {
        try (var server = new ScriptedRegistry().answers(200, "{\"id\":1}")) {
            var serde = serde(server, topic);
            for (var record : new RandomData(topic.schema(), 200, 20260102L, true)) {
                var bytes = encoded(topic, record);
                var read = serde.deserializer().deserialize(topic.name(), bytes);
                assertArrayEquals(bytes, serde.serializer().serialize(topic.name(), read));
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("topics")
    void damagedBytesAreARecordOrRefused(Topic<?> topic) throws Exception {
        damaged(topic);
    }

    private static <T extends SpecificRecord> void damaged(Topic<T> topic) throws Exception {
        var random = new Random(7);
        int refused = 0;
        try (var server = new ScriptedRegistry().answers(200, "{\"id\":1}")) {
            var serde = serde(server, topic);
            for (var record : new RandomData(topic.schema(), 300, 7L, true)) {
                var bytes = encoded(topic, record);
                for (int flips = 1 + random.nextInt(5); flips > 0; flips--) {
                    int at = 5 + random.nextInt(bytes.length - 5);
                    bytes[at] = (byte) random.nextInt(256);
                }
                try {
                    serde.deserializer().deserialize(topic.name(), bytes);
                } catch (SerializationException e) {
                    refused++;
                }
            }
            assertTrue(refused > 20, "refused: " + refused);
        }
    }

    /// A count or length of two thousand millions in every place where one may stand.
    @ParameterizedTest(name = "{0}")
    @MethodSource("topics")
    void aCountThatLiesTakesNoRoom(Topic<?> topic) throws Exception {
        liars(topic);
    }

    private static <T extends SpecificRecord> void liars(Topic<T> topic) throws Exception {
        byte[] twoThousandMillions = {(byte) 0x80, (byte) 0xA8, (byte) 0xD6, (byte) 0xB9, 0x0E, 0};
        try (var server = new ScriptedRegistry().answers(200, "{\"id\":1}")) {
            var serde = serde(server, topic);
            for (var record : new RandomData(topic.schema(), 2, 7L, true)) {
                var bytes = encoded(topic, record);
                for (int at = 5; at < Math.min(bytes.length, 600); at++) {
                    var liar =
                            ByteBuffer.allocate(at + twoThousandMillions.length)
                                    .put(bytes, 0, at)
                                    .put(twoThousandMillions)
                                    .array();
                    try {
                        serde.deserializer().deserialize(topic.name(), liar);
                    } catch (SerializationException refused) {
                        assertTrue(refused.getMessage().contains(topic.name()));
                    }
                }
            }
        }
    }

    /// A serde that has asked the registry for this topic's schema already.
    private static <T extends SpecificRecord> AvroSerde<T> serde(
            ScriptedRegistry server, Topic<T> topic) throws IOException {
        var registry =
                new io.radfm.events.registry.SchemaRegistry(
                        io.radfm.events.registry.RegistryConfig.of(server.settings()));
        registry.register(topic.name() + "-value", topic.schema());
        return new AvroSerde<>(
                new AvroSerializer<>(registry, true),
                new AvroDeserializer<>(registry::schema, topic.schema()));
    }

    private static byte[] encoded(Topic<?> topic, Object record) throws IOException {
        var out = new ByteArrayOutputStream();
        out.writeBytes(ByteBuffer.allocate(5).put((byte) 0).putInt(ID).array());
        var encoder = EncoderFactory.get().directBinaryEncoder(out, null);
        new GenericDatumWriter<>(topic.schema()).write(record, encoder);
        encoder.flush();
        return out.toByteArray();
    }
}
