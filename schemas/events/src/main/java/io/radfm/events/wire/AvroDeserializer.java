// SPDX-License-Identifier: Apache-2.0
package io.radfm.events.wire;

import io.radfm.events.registry.RegistryConfig;
import io.radfm.events.registry.SchemaRegistry;

import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;

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

    /// Resolving one schema to another costs more than reading a record.
    private final Map<Integer, DatumReader<T>> readers = new ConcurrentHashMap<>();

    private IntFunction<Schema> schemas;
    private Schema reader;

    /// Reads whatever class the writer's schema names.
    public AvroDeserializer() {}

    /// Reads records that were written elsewhere, or long ago.
    ///
    /// @param schemas the writer's schema of an id; throws [SerializationException] where it knows
    ///   none
    /// @param reader the schema of the class that is made
    public AvroDeserializer(IntFunction<Schema> schemas, Schema reader) {
        this.schemas = schemas;
        this.reader = reader;
    }

    @Override
    public void configure(Map<String, ?> settings, boolean isKey) {
        schemas = new SchemaRegistry(RegistryConfig.of(settings))::schema;
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
        int id = ByteBuffer.wrap(bytes, 1, Integer.BYTES).getInt();
        var known = readers.get(id);
        var writer = known == null ? writer(topic, id) : null;
        try {
            return read(bytes, known == null ? learn(id, writer) : known);
        } catch (SerializationException e) {
            throw e;
        } catch (IOException
                | RuntimeException e) { // Avro has no exception of its own for bad bytes
            throw new SerializationException("unreadable Avro record of topic " + topic, e);
        }
    }

    private Schema writer(String topic, int id) {
        try {
            return schemas.apply(id);
        } catch (SchemaParseException e) {
            throw new SerializationException("unreadable schema of topic " + topic, e);
        }
    }

    /// Ids come from outside, but the registry knows each: there are no more readers than schemas.
    private DatumReader<T> learn(int id, Schema writer) {
        var learnt = new SpecificDatumReader<T>(writer, reader == null ? known(writer) : reader);
        readers.put(id, learnt);
        return learnt;
    }

    private T read(byte[] bytes, DatumReader<T> values) throws IOException {
        int start = AvroSerializer.HEADER_BYTES;
        var decoder = DecoderFactory.get().binaryDecoder(bytes, start, bytes.length - start, null);
        return values.read(null, decoder);
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
