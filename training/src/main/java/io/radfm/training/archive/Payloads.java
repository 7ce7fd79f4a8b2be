// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.archive;

import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.DecoderFactory;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// Tells what values are, by the schemas of who wrote them. For one thread.
final class Payloads {
    private static final int MOST_IDS = 10_000;
    private static final Schema RAW = Envelope.of(Schema.create(Schema.Type.BYTES)).orElseThrow();

    /// Where schemas are found.
    interface Schemas {
        /// @return empty for an id that nobody gave
        /// @throws IOException when it cannot be said now
        Optional<Schema> schema(int id) throws IOException;
    }

    /// @param envelope empty for a schema that cannot stand in a file
    private record Known(Optional<Schema> envelope, GenericDatumReader<Object> reader) {}

    private final Schemas schemas;
    private final Map<Integer, Optional<Known>> known = new HashMap<>();

    Payloads(Schemas schemas) {
        this.schemas = schemas;
    }

    Payload of(byte[] value) throws IOException {
        var objects = new TreeSet<String>();
        if (value == null || value.length < Envelope.WIRE_BYTES || value[0] != 0) {
            return new Payload(null, null, RAW, objects);
        }
        int id = ByteBuffer.wrap(value, 1, Integer.BYTES).getInt();
        var writer = known(id);
        if (writer.isEmpty()) {
            return new Payload(null, null, RAW, objects);
        }
        var named = new Payload.Named(id, writer.get().reader().getSchema());
        return decode(value, writer.get(), objects) && writer.get().envelope().isPresent()
                ? new Payload(id, named, writer.get().envelope().get(), objects)
                : new Payload(null, named, RAW, objects);
    }

    private Optional<Known> known(int id) throws IOException {
        if (id < 0) {
            return Optional.empty();
        }
        var found = known.get(id);
        if (found == null) {
            found = schemas.schema(id).map(Payloads::learn);
            if (known.size() < MOST_IDS) { // ids nobody gave come from outside, without end
                known.put(id, found);
            }
        }
        return found;
    }

    private static Known learn(Schema schema) {
        return new Known(Envelope.of(schema), new GenericDatumReader<>(schema));
    }

    /// @return whether the value is one record and nothing else
    private static boolean decode(byte[] value, Known writer, SortedSet<String> objects) {
        int length = value.length - Envelope.WIRE_BYTES;
        var in = new ByteArrayInputStream(value, Envelope.WIRE_BYTES, length);
        try {
            var decoder = DecoderFactory.get().directBinaryDecoder(in, null);
            NamedObjects.in(writer.reader().read(null, decoder), objects);
        } catch (IOException | RuntimeException e) { // Avro has no exception of its own
            objects.clear();
            return false;
        }
        return in.available() == 0;
    }
}
