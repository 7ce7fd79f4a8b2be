// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.archive;

import io.radfm.model.Digests;
import io.radfm.training.archive.Segment.Container;

import org.apache.avro.Schema;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;

/// One Avro object container file (Avro 1.12 specification, "Object Container Files"): records of a
/// partition that were written by one schema. The same records are the same bytes.
final class ContainerWriter implements Closeable {
    private static final int BLOCK_BYTES = 1 << 16;
    private static final int DEFLATE = 6;
    private static final int SYNC_BYTES = 16;

    private final Folder.Pending pending;
    private final String name;
    private final Integer schemaId;
    private final MessageDigest sha256 = Digests.newSha256();
    private final DataFileWriter<Object> file;
    private final ByteArrayOutputStream datum = new ByteArrayOutputStream();
    private final BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(datum, null);
    private long bytes;
    private long records;

    /// @param schemaId null for values as they came, then `value` is `bytes`
    /// @param envelope around the value's schema
    ContainerWriter(Folder folder, String name, Place place, Integer schemaId, Schema envelope)
            throws IOException {
        this.name = name;
        this.schemaId = schemaId;
        pending = folder.create(name);
        file = new DataFileWriter<>(new GenericDatumWriter<>(envelope));
        file.setCodec(CodecFactory.deflateCodec(DEFLATE));
        file.setSyncInterval(BLOCK_BYTES);
        file.setMeta(Envelope.TOPIC, place.topic());
        file.setMeta(Envelope.PARTITION, place.partition());
        if (schemaId != null) {
            file.setMeta(Envelope.SCHEMA_ID, schemaId);
        }
        try {
            file.create(envelope, counted(), sync(name));
        } catch (IOException | RuntimeException e) {
            pending.close();
            throw e;
        }
    }

    /// A marker that no two files share and that is the same when a file is written again.
    private static byte[] sync(String name) {
        return Arrays.copyOf(
                Digests.newSha256().digest(name.getBytes(StandardCharsets.UTF_8)), SYNC_BYTES);
    }

    private OutputStream counted() {
        return new DigestOutputStream(pending, sha256) {
            @Override
            public void write(int b) throws IOException {
                super.write(b);
                bytes++;
            }

            @Override
            public void write(byte[] from, int offset, int length) throws IOException {
                super.write(from, offset, length);
                bytes += length;
            }

            @Override
            public void close() {
                // committed first
            }
        };
    }

    void add(Archived record) throws IOException {
        datum.reset();
        encoder.writeLong(record.offset());
        encoder.writeLong(record.timestamp());
        optional(record.key());
        headers(record);
        value(record.value());
        file.appendEncoded(ByteBuffer.wrap(datum.toByteArray()));
        records++;
    }

    private void headers(Archived record) throws IOException {
        encoder.writeArrayStart();
        encoder.setItemCount(record.headers().size());
        for (var header : record.headers()) {
            encoder.startItem();
            encoder.writeString(header.key());
            optional(header.value());
        }
        encoder.writeArrayEnd();
    }

    private void value(byte[] value) throws IOException {
        if (value == null) {
            encoder.writeInt(-1);
            encoder.writeIndex(0);
        } else if (schemaId == null) {
            encoder.writeInt(value.length);
            optional(value);
        } else {
            int data = value.length - Envelope.WIRE_BYTES;
            encoder.writeInt(data);
            encoder.writeIndex(1);
            encoder.writeFixed(value, Envelope.WIRE_BYTES, data);
        }
    }

    private void optional(byte[] value) throws IOException {
        encoder.writeIndex(value == null ? 0 : 1);
        if (value != null) {
            encoder.writeBytes(value);
        }
    }

    Container commit() throws IOException {
        file.close();
        pending.commit();
        var digest = HexFormat.of().formatHex(sha256.digest());
        return new Container(name, schemaId, records, bytes, digest);
    }

    @Override
    public void close() throws IOException {
        pending.close();
    }
}
