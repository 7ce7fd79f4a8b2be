// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.archive;

import io.radfm.model.Digests;
import io.radfm.training.archive.Segment.Container;

import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/// Reads what [ContainerWriter] wrote, a block in memory at a time, and holds it against what the
/// manifest says: whoever has had the last record knows that every byte was right.
final class ContainerReader implements Closeable {
    private static final byte[] MAGIC = {'O', 'b', 'j', 1};
    private static final int SYNC_BYTES = 16;
    private static final int MOST_METADATA = 64;
    private static final int MOST_HEADERS = 100_000;
    private static final int MOST_BLOCK_BYTES = 96 << 20;

    private final Container expected;
    private final MessageDigest sha256 = Digests.newSha256();
    private final InputStream in;
    private final AvroInput input;
    private final byte[] sync;
    private final Schema schema;
    private AvroInput block;
    private long leftInBlock;
    private long records;

    ContainerReader(Folder folder, Place place, Container expected) throws IOException {
        this.expected = expected;
        in = new DigestInputStream(folder.open(expected.name()), sha256);
        input = new AvroInput(expected.name(), in, expected.bytes());
        try {
            if (!Arrays.equals(input.exactly(MAGIC.length), MAGIC)) {
                throw input.damaged("is no Avro object container file");
            }
            var metadata = metadata();
            sync = input.exactly(SYNC_BYTES);
            schema = check(metadata, place);
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    private Map<String, String> metadata() throws IOException {
        var metadata = new HashMap<String, String>();
        for (long count = input.number(); count != 0; count = input.number()) {
            if (count < 0) {
                input.number(); // bytes of this part of the map
                count = -count;
            }
            if (count < 0 || count + metadata.size() > MOST_METADATA) {
                throw input.damaged("has too much metadata");
            }
            for (; count > 0; count--) {
                metadata.put(text(input.bytes()), text(input.bytes()));
            }
        }
        return metadata;
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private Schema check(Map<String, String> metadata, Place place) throws IOException {
        var id = expected.schema() == null ? null : expected.schema().toString();
        if (!place.topic().equals(metadata.get(Envelope.TOPIC))
                || !Integer.toString(place.partition()).equals(metadata.get(Envelope.PARTITION))
                || !java.util.Objects.equals(id, metadata.get(Envelope.SCHEMA_ID))
                || !"deflate".equals(metadata.get("avro.codec"))) {
            throw input.damaged("has other metadata than the manifest says");
        }
        try {
            return Envelope.value(
                    expected.name(), Envelope.parse(metadata.getOrDefault("avro.schema", "")));
        } catch (AvroRuntimeException e) {
            throw new DamagedArchive(expected.name(), "has no schema", e);
        }
    }

    /// The schema of the values, as their writer had it.
    Schema schema() {
        return schema;
    }

    /// Its id; null for values as they came.
    Integer schemaId() {
        return expected.schema();
    }

    /// @return null after the last
    Archived next() throws IOException {
        while (leftInBlock == 0) {
            if (block != null && block.left() > 0) {
                throw input.damaged("has more in a block than its records");
            }
            if (input.left() == 0) {
                checkEnd();
                return null;
            }
            nextBlock();
        }
        leftInBlock--;
        records++;
        return record();
    }

    private void nextBlock() throws IOException {
        leftInBlock = input.number();
        if (leftInBlock < 0) {
            throw input.damaged("has a block of less than no records");
        }
        var packed = input.bytes();
        if (!Arrays.equals(input.exactly(SYNC_BYTES), sync)) {
            throw input.damaged("has a block without its marker");
        }
        var bytes = inflate(packed);
        block = new AvroInput(expected.name(), new ByteArrayInputStream(bytes), bytes.length);
    }

    private byte[] inflate(byte[] packed) throws IOException {
        var inflater = new Inflater(true);
        try (var raw = new InflaterInputStream(new ByteArrayInputStream(packed), inflater)) {
            var bytes = raw.readNBytes(MOST_BLOCK_BYTES + 1);
            if (bytes.length > MOST_BLOCK_BYTES) {
                throw input.damaged("has a block of more than " + MOST_BLOCK_BYTES + " bytes");
            }
            return bytes;
        } catch (DamagedArchive e) {
            throw e;
        } catch (IOException e) {
            throw new DamagedArchive(expected.name(), "has a block that is not deflated", e);
        } finally {
            inflater.end();
        }
    }

    private Archived record() throws IOException {
        long offset = block.number();
        long timestamp = block.number();
        var key = optional();
        var headers = headers();
        return new Archived(offset, timestamp, key, headers, value());
    }

    private byte[] optional() throws IOException {
        return block.upTo(1) == 0 ? null : block.bytes();
    }

    private List<Header> headers() throws IOException {
        var headers = new ArrayList<Header>();
        for (int count = block.upTo(MOST_HEADERS); count > 0; count = block.upTo(MOST_HEADERS)) {
            for (; count > 0; count--) {
                headers.add(new RecordHeader(text(block.bytes()), optional()));
            }
        }
        return headers;
    }

    private byte[] value() throws IOException {
        long bytes = block.number();
        if (block.upTo(1) == 0) {
            return null;
        }
        if (expected.schema() == null) {
            return block.bytes();
        }
        return ByteBuffer.allocate(Envelope.WIRE_BYTES + Math.toIntExact(checked(bytes)))
                .put((byte) 0)
                .putInt(expected.schema())
                .put(block.exactly(bytes))
                .array();
    }

    private long checked(long bytes) throws DamagedArchive {
        if (bytes < 0 || bytes > block.left()) {
            throw input.damaged("has a length beyond its end");
        }
        return bytes;
    }

    private void checkEnd() throws IOException {
        if (in.read() >= 0) {
            throw input.damaged("is longer than the manifest says");
        }
        if (records != expected.records()) {
            throw input.damaged(
                    "has %d records where the manifest says %d"
                            .formatted(records, expected.records()));
        }
        if (!HexFormat.of().formatHex(sha256.digest()).equals(expected.sha256())) {
            throw input.damaged("has another digest than the manifest says");
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
