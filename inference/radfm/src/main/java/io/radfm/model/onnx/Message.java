// SPDX-License-Identifier: Apache-2.0
package io.radfm.model.onnx;

import com.google.protobuf.CodedOutputStream;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/// A protobuf message being written, field by field in any order.
final class Message {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final CodedOutputStream out = CodedOutputStream.newInstance(bytes);

    private interface Write {
        void run() throws IOException;
    }

    Message integer(int field, long value) {
        return write(() -> out.writeInt64(field, value));
    }

    Message real(int field, float value) {
        return write(() -> out.writeFloat(field, value));
    }

    Message text(int field, String value) {
        return write(() -> out.writeString(field, value));
    }

    Message raw(int field, byte[] value) {
        return write(() -> out.writeByteArray(field, value));
    }

    Message message(int field, Message value) {
        return raw(field, value.toBytes());
    }

    /// Fields that are serialized already.
    Message bytes(byte[] fields) {
        return write(() -> out.writeRawBytes(fields));
    }

    byte[] toBytes() {
        write(out::flush);
        return bytes.toByteArray();
    }

    private Message write(Write write) {
        try {
            write.run();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory cannot fail
        }
    }
}
