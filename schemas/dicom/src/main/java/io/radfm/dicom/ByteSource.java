// SPDX-License-Identifier: Apache-2.0
package io.radfm.dicom;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/// Bytes that can be read from any position. Any number of threads may.
public interface ByteSource {
    long size() throws IOException;

    /// Reads at least one byte, or answers -1 at the end.
    int read(long position, byte[] into, int offset, int length) throws IOException;

    static ByteSource of(byte[] bytes) {
        return new ByteSource() {
            @Override
            public long size() {
                return bytes.length;
            }

            @Override
            public int read(long position, byte[] into, int offset, int length) {
                if (position >= bytes.length) {
                    return -1;
                }
                int taken = (int) Math.min(length, bytes.length - position);
                System.arraycopy(bytes, (int) position, into, offset, taken);
                return taken;
            }
        };
    }

    /// A file that is opened for each read, so nothing is left to close.
    static ByteSource of(Path file) {
        return new ByteSource() {
            @Override
            public long size() throws IOException {
                return Files.size(file);
            }

            @Override
            public int read(long position, byte[] into, int offset, int length) throws IOException {
                try (var channel = FileChannel.open(file)) {
                    return channel.read(ByteBuffer.wrap(into, offset, length), position);
                }
            }
        };
    }

    /// An open channel; whoever opened it closes it, after the last frame was read.
    static ByteSource of(SeekableByteChannel channel) {
        return new ByteSource() {
            @Override
            public long size() throws IOException {
                return channel.size();
            }

            @Override
            public int read(long position, byte[] into, int offset, int length) throws IOException {
                var target = ByteBuffer.wrap(into, offset, length);
                if (channel instanceof FileChannel file) {
                    return file.read(target, position);
                }
                synchronized (channel) {
                    return channel.position(position).read(target);
                }
            }
        };
    }
}
