// SPDX-License-Identifier: Apache-2.0
package io.radfm.wire.upper;

import io.radfm.wire.pdu.PduHeader;
import io.radfm.wire.pdu.PduLimits;

import java.nio.ByteBuffer;
import java.time.Duration;

/// Sizes and times of one association.
///
/// @param maxPduBytes the longest P-DATA-TF we ask the peer for, header apart; also the size of the
///   read buffer
/// @param artim how long the peer may take to send its whole A-ASSOCIATE-RQ, and to close the
///   connection when the association is over
/// @param idle how long the peer may take to send the whole of a PDU it owes us, or to read one of
///   ours
public record AssociationSettings(int maxPduBytes, Duration artim, Duration idle) {
    public static final int DEFAULT_MAX_PDU_BYTES = 256 << 10;

    public static final AssociationSettings DEFAULT =
            new AssociationSettings(
                    DEFAULT_MAX_PDU_BYTES, Duration.ofSeconds(15), Duration.ofMinutes(1));

    private static final int SMALLEST_PDU = 4 << 10;

    public AssociationSettings {
        if (maxPduBytes < SMALLEST_PDU || maxPduBytes > PduLimits.DEFAULT.dataBytes()) {
            throw new IllegalArgumentException(
                    "a maximum PDU length of %d; %d to %d are possible"
                            .formatted(maxPduBytes, SMALLEST_PDU, PduLimits.DEFAULT.dataBytes()));
        }
    }

    /// A buffer that takes a whole PDU of the size we ask for, and the header of the next.
    public ByteBuffer newBuffer() {
        return ByteBuffer.allocateDirect(maxPduBytes + 2 * PduHeader.BYTES);
    }
}
