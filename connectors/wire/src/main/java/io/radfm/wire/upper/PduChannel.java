// SPDX-License-Identifier: Apache-2.0
package io.radfm.wire.upper;

import io.radfm.wire.pdu.Pdu;
import io.radfm.wire.pdu.PduHeader;
import io.radfm.wire.pdu.PduLimits;
import io.radfm.wire.pdu.PduReader;
import io.radfm.wire.pdu.PduWriter;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.locks.ReentrantLock;

/// Whole PDUs over one socket: one buffer to read into, one write per PDU.
///
/// One thread reads; any thread may write.
final class PduChannel {
    /// Reading further than the PDU at hand saves system calls when PDUs are small, and costs a
    /// copy when they are large.
    private static final int READ_AHEAD = 32 << 10;

    private final SocketChannel socket;
    private final PduLimits limits;
    private final ByteBuffer buffer;
    private final Alarm stuck;
    private final ReentrantLock writing = new ReentrantLock();
    private int consumed;

    /// @param buffer holds what is being read; PDUs that do not fit are read into one of their own
    /// @param stuck runs while a write waits for the peer to read
    PduChannel(SocketChannel socket, PduLimits limits, ByteBuffer buffer, Alarm stuck) {
        this.socket = socket;
        this.limits = limits;
        this.stuck = stuck;
        this.buffer = buffer.clear().flip();
    }

    /// The next PDU; its data values are views that the next call overwrites.
    ///
    /// @throws EOFException the peer closed the connection, between PDUs or within one
    Pdu read() throws IOException {
        buffer.position(consumed);
        fill(PduHeader.BYTES);
        var header = PduHeader.read(buffer, limits);
        int whole = PduHeader.BYTES + header.length();
        if (whole > buffer.capacity()) {
            return PduReader.read(header.type(), oversized(header.length()));
        }
        fill(whole);
        int start = buffer.position();
        consumed = start + whole;
        return PduReader.read(
                header.type(), buffer.slice(start + PduHeader.BYTES, header.length()));
    }

    /// Reads on without looking, until the peer closes.
    void discard() throws IOException {
        do {
            buffer.clear();
        } while (socket.read(buffer) >= 0);
    }

    void write(Pdu pdu) throws IOException {
        var bytes = PduWriter.write(pdu);
        writing.lock();
        stuck.start();
        try {
            do {
                socket.write(bytes);
            } while (anyRemaining(bytes));
        } finally {
            stuck.stop();
            writing.unlock();
        }
    }

    private static boolean anyRemaining(ByteBuffer[] bytes) {
        for (var part : bytes) {
            if (part.hasRemaining()) {
                return true;
            }
        }
        return false;
    }

    /// Has at least this many bytes at the buffer's position.
    private void fill(int count) throws IOException {
        if (buffer.remaining() >= count) {
            return;
        }
        if (buffer.position() + count > buffer.capacity() || !buffer.hasRemaining()) {
            buffer.compact().flip();
        }
        int start = buffer.position();
        int end = buffer.limit();
        int wanted = start + Math.max(count + PduHeader.BYTES, READ_AHEAD);
        buffer.limit(Math.min(wanted, buffer.capacity()));
        while (end - start < count) {
            buffer.position(end);
            int read = socket.read(buffer);
            if (read < 0) {
                buffer.limit(end).position(start);
                throw new EOFException("the peer closed the connection");
            }
            end += read;
        }
        buffer.limit(end).position(start);
    }

    /// The body of a PDU longer than the buffer; its length is within the limits.
    private ByteBuffer oversized(int length) throws IOException {
        var body = ByteBuffer.allocate(length);
        buffer.position(buffer.position() + PduHeader.BYTES);
        body.put(buffer);
        consumed = buffer.position();
        while (body.hasRemaining()) {
            if (socket.read(body) < 0) {
                throw new EOFException("the peer closed the connection");
            }
        }
        return body.flip();
    }
}
