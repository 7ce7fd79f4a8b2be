// SPDX-License-Identifier: Apache-2.0
package io.radfm.wire.pdu;

import java.io.IOException;

/// Bytes from the peer that are no PDU, or not one it may send: where, what is wrong, and what the
/// peer is to be answered.
public final class MalformedPdu extends IOException {
    private static final long serialVersionUID = 1L;
    private final long offset;
    private final AbortReason answer;

    public MalformedPdu(long offset, AbortReason answer, String what) {
        super(what + " (at byte " + offset + " of the PDU)");
        this.offset = offset;
        this.answer = answer;
    }

    /// From the first byte of the PDU, its header included.
    public long offset() {
        return offset;
    }

    /// The reason our A-ABORT will give.
    public AbortReason answer() {
        return answer;
    }
}
