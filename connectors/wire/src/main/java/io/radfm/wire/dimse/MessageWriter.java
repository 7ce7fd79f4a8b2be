// SPDX-License-Identifier: Apache-2.0
package io.radfm.wire.dimse;

import io.radfm.wire.pdu.DataValue;
import io.radfm.wire.pdu.Pdu;
import io.radfm.wire.upper.Association;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.List;

/// Sends messages: one fragment per PDU, one write per PDU, none longer than the peer asked for.
/// Commands and data sets are not mixed in one PDU, which some peers cannot read.
///
/// Commands may come from any thread, but none while a data set is being sent.
public final class MessageWriter {
    private static final int SHORTEST_FRAGMENT = 2;

    private final Association association;
    private final int maxFragment;
    private ByteBuffer chunk;

    /// @param peerMaxPduBytes as the peer negotiated it; 0 for no limit
    /// @param ourMaxPduBytes how long our PDUs are at most, whatever the peer allows
    public MessageWriter(Association association, long peerMaxPduBytes, int ourMaxPduBytes) {
        long longest =
                peerMaxPduBytes == 0 ? ourMaxPduBytes : Math.min(peerMaxPduBytes, ourMaxPduBytes);
        this.association = association;
        this.maxFragment =
                (int) Math.max(SHORTEST_FRAGMENT, longest - DataValue.OVERHEAD) & ~1; // even
    }

    public void command(int contextId, Command command) throws IOException {
        var bytes = CommandCodec.write(command);
        do {
            int length = Math.min(maxFragment, bytes.remaining());
            var part = bytes.slice(bytes.position(), length);
            bytes.position(bytes.position() + length);
            fragment(contextId, true, !bytes.hasRemaining(), part);
        } while (bytes.hasRemaining());
    }

    /// Sends a data set as it is read.
    ///
    /// @param length how many bytes the channel will give
    /// @throws UnreadableObject it gave fewer; the message cannot be completed
    public void dataSet(int contextId, ReadableByteChannel bytes, long length) throws IOException {
        if (chunk == null) {
            chunk = ByteBuffer.allocateDirect(maxFragment);
        }
        long left = length;
        do {
            chunk.clear().limit((int) Math.min(maxFragment, left));
            fill(bytes);
            left -= chunk.flip().remaining();
            fragment(contextId, false, left == 0, chunk);
        } while (left > 0);
    }

    private void fill(ReadableByteChannel bytes) throws UnreadableObject {
        try {
            while (chunk.hasRemaining()) {
                if (bytes.read(chunk) < 0) {
                    throw new UnreadableObject("the object is shorter than it was", null);
                }
            }
        } catch (UnreadableObject e) {
            throw e;
        } catch (IOException e) {
            throw new UnreadableObject("the object could not be read", e);
        }
    }

    private void fragment(int contextId, boolean command, boolean last, ByteBuffer bytes)
            throws IOException {
        association.send(
                new Pdu.DataTransfer(List.of(new DataValue(contextId, command, last, bytes))));
    }
}
