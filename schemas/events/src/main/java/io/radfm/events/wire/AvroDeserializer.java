// SPDX-License-Identifier: Apache-2.0
package io.radfm.events.wire;

import io.radfm.events.registry.RegistryConfig;
import io.radfm.events.registry.SchemaRegistry;

import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;

/// Reads the Confluent wire format: with the writer's schema from the registry, resolved to the
/// schema of the generated class that this program knows.
///
/// @throws SerializationException for bytes that are no such record, whatever the registry says
/// @throws io.radfm.events.registry.RegistryUnavailable when no registry answers: the record may be
///   good
public final class AvroDeserializer<T extends SpecificRecord> implements Deserializer<T> {
    static {
        TrustedClasses.install();
    }

    private SchemaRegistry registry;
    private Schema reader;

    /// Reads whatever class the writer's schema names.
    public AvroDeserializer() {}

    AvroDeserializer(SchemaRegistry registry, Schema reader) {
        this.registry = registry;
        this.reader = reader;
    }

    @Override
    public void configure(Map<String, ?> settings, boolean isKey) {
        registry = new SchemaRegistry(RegistryConfig.of(settings));
    }

    @Override
    public T deserialize(String topic, byte[] bytes) {
        if (bytes == null) {
            return null;
        }
        if (bytes.length < AvroSerializer.HEADER_BYTES || bytes[0] != AvroSerializer.MAGIC) {
            throw new SerializationException(
                    "not in the Confluent wire format: topic "
                            + topic
                            + ", "
                            + bytes.length
                            + " bytes");
        }
        Schema writer;
        try {
            writer = registry.schema(ByteBuffer.wrap(bytes, 1, 4).getInt());
        } catch (SchemaParseException e) {
            throw new SerializationException("unreadable schema of topic " + topic, e);
        }
        try {
            return read(bytes, writer, reader == null ? known(writer) : reader);
        } catch (SerializationException e) {
            throw e;
        } catch (IOException
                | RuntimeException e) { // Avro has no exception of its own for bad bytes
            throw new SerializationException("unreadable Avro record of topic " + topic, e);
        }
    }

    private T read(byte[] bytes, Schema writer, Schema target) throws IOException {
        int start = AvroSerializer.HEADER_BYTES;
        var decoder = DecoderFactory.get().binaryDecoder(bytes, start, bytes.length - start, null);
        return new SpecificDatumReader<T>(writer, target).read(null, decoder);
    }

    private static Schema known(Schema writer) {
        var type = SpecificData.get().getClass(writer);
        if (type == null) {
            throw new SerializationException(
                    "no class here for Avro record " + writer.getFullName());
        }
        return SpecificData.get().getSchema(type);
    }
}
