// SPDX-License-Identifier: Apache-2.0
package io.radfm.streams;

import io.radfm.events.wire.TrustedClasses;

import org.apache.avro.AvroRuntimeException;
import org.apache.avro.NameValidator;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.message.SchemaStore;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/// Values of state stores: Avro's single-object encoding (marker, schema fingerprint, record).
///
/// State is read by the role that wrote it, perhaps in a later version; no registry is asked. Every
/// schema that ever wrote state stays as a file under `state/`, named by its fingerprint.
final class StateSerde<T extends SpecificRecord> implements Serde<T> {
    static {
        TrustedClasses.install();
    }

    private final BinaryMessageEncoder<T> encoder;
    private final BinaryMessageDecoder<T> decoder;
    private final String name;

    StateSerde(Class<T> type) {
        var schema = SpecificData.get().getSchema(type);
        var model = SpecificData.getForClass(type);
        this.name = schema.getName();
        this.encoder = new BinaryMessageEncoder<>(model, schema);
        this.decoder = new BinaryMessageDecoder<>(model, schema, new Earlier());
    }

    /// Where the schema of this fingerprint is kept.
    static String resource(long fingerprint) {
        return "state/%016x.avsc".formatted(fingerprint);
    }

    static long fingerprint(Schema schema) {
        return SchemaNormalization.parsingFingerprint64(schema);
    }

    @Override
    public Serializer<T> serializer() {
        return (topic, value) -> {
            try {
                return value == null ? null : bytes(value);
            } catch (IOException | AvroRuntimeException e) {
                throw new SerializationException("cannot write state " + name, e);
            }
        };
    }

    private byte[] bytes(T value) throws IOException {
        var buffer = encoder.encode(value);
        var bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    @Override
    public Deserializer<T> deserializer() {
        return (topic, bytes) -> {
            try {
                return bytes == null ? null : decoder.decode(bytes, null);
            } catch (IOException | AvroRuntimeException e) {
                throw new SerializationException("cannot read state " + name, e);
            }
        };
    }

    /// Schemas of earlier versions, looked up when state of theirs is met.
    private static final class Earlier implements SchemaStore {
        private final Map<Long, Schema> known = new HashMap<>();

        @Override
        public synchronized Schema findByFingerprint(long fingerprint) {
            return known.computeIfAbsent(fingerprint, Earlier::load);
        }

        private static Schema load(long fingerprint) {
            try (var in = StateSerde.class.getResourceAsStream(resource(fingerprint))) {
                return in == null
                        ? null
                        : new Schema.Parser(NameValidator.UTF_VALIDATOR)
                                .parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
