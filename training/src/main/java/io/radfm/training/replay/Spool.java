// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.replay;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Records on disk, found again by their place: what was gathered need not be in memory. Written by
/// one thread, then read by any number.
final class Spool implements Closeable {
    private final FileChannel channel;
    private long end;

    Spool(Path file) throws IOException {
        channel =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.DELETE_ON_CLOSE);
    }

    /// @return where it lies
    long add(ByteBuffer record) throws IOException {
        long at = end;
        var length = ByteBuffer.allocate(Integer.BYTES).putInt(record.remaining()).flip();
        end += write(length);
        end += write(record);
        return at;
    }

    private int write(ByteBuffer from) throws IOException {
        int length = from.remaining();
        for (long at = end; from.hasRemaining(); ) {
            at += channel.write(from, at);
        }
        return length;
    }

    ByteBuffer get(long at) throws IOException {
        int length = read(at, Integer.BYTES).getInt();
        return read(at + Integer.BYTES, length);
    }

    private ByteBuffer read(long at, int length) throws IOException {
        var bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, at + bytes.position()) < 0) {
                throw new IOException("the spool ends early");
            }
        }
        return bytes.flip();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
