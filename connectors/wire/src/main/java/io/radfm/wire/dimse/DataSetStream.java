// SPDX-License-Identifier: Apache-2.0
package io.radfm.wire.dimse;

import io.radfm.wire.pdu.DataValue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/// The bytes of one data set while they arrive, as they were sent: a view over the fragments in the
/// association's read buffer. [#transferTo(WritableByteChannel)] hands that buffer on and copies
/// nothing.
///
/// Used by the association's thread only, and only until the next message. Throws [AssociationLost]
/// when the object will not be whole, [ObjectTooLarge] past the limit; nothing read before either
/// may be kept.
public final class DataSetStream extends InputStream {
    private static final int CHUNK = 64 << 10;

    private final MessageReader reader;
    private final int contextId;
    private final long maxBytes;
    private ByteBuffer fragment = ByteBuffer.allocate(0);
    private boolean last;
    private long bytes;
    private boolean closed;

    DataSetStream(MessageReader reader, int contextId, long maxBytes) {
        this.reader = reader;
        this.contextId = contextId;
        this.maxBytes = maxBytes;
    }

    /// How many bytes have arrived so far, read or not.
    public long arrived() {
        return bytes;
    }

    @Override
    public int read() throws IOException {
        return more() ? fragment.get() & 0xFF : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!more()) {
            return -1;
        }
        int count = Math.min(length, fragment.remaining());
        fragment.get(into, offset, count);
        return count;
    }

    @Override
    public int available() {
        return closed ? 0 : fragment.remaining();
    }

    @Override
    public long transferTo(OutputStream out) throws IOException {
        if (out instanceof WritableByteChannel channel) {
            return transferTo(channel);
        }
        var chunk = new byte[CHUNK];
        long transferred = 0;
        while (more()) {
            int count = read(chunk, 0, CHUNK);
            out.write(chunk, 0, count);
            transferred += count;
        }
        return transferred;
    }

    /// Writes all that is still to come.
    public long transferTo(WritableByteChannel out) throws IOException {
        long transferred = 0;
        while (more()) {
            transferred += out.write(fragment);
        }
        return transferred;
    }

    /// Reads and forgets what is left, so that the association can go on.
    ///
    /// @return false when more than this many bytes were left
    public boolean drain(long atMostBytes) throws AssociationLost {
        long drained = fragment.remaining();
        while (!last) {
            next();
            drained += fragment.remaining();
            if (drained > atMostBytes) {
                return false;
            }
        }
        fragment.position(fragment.limit());
        return true;
    }

    /// From now on nothing can be read; what is left is drained by the association.
    @Override
    public void close() {
        closed = true;
    }

    private boolean more() throws IOException {
        if (closed) {
            throw new IOException("the data set's stream is closed");
        }
        while (!fragment.hasRemaining()) {
            if (last) {
                return false;
            }
            next();
            if (bytes > maxBytes) {
                throw new ObjectTooLarge(maxBytes);
            }
        }
        return true;
    }

    private void next() throws AssociationLost {
        DataValue value = reader.dataFragment(contextId);
        fragment = value.bytes();
        last = value.last();
        bytes += fragment.remaining();
    }
}
