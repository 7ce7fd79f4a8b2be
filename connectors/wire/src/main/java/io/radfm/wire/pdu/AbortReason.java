// SPDX-License-Identifier: Apache-2.0
package io.radfm.wire.pdu;

/// Who aborted, and why: source and reason of A-ABORT as one (PS3.8 Table 9-26).
public enum AbortReason {
    SERVICE_USER(0, 0),
    REASON_NOT_SPECIFIED(2, 0),
    UNRECOGNIZED_PDU(2, 1),
    UNEXPECTED_PDU(2, 2),
    UNRECOGNIZED_PDU_PARAMETER(2, 4),
    UNEXPECTED_PDU_PARAMETER(2, 5),
    INVALID_PDU_PARAMETER_VALUE(2, 6);

    final int source;
    final int reason;

    AbortReason(int source, int reason) {
        this.source = source;
        this.reason = reason;
    }

    /// Never refuses: an abort ends the association whatever it says, and the reason of a service
    /// user is not significant.
    static AbortReason of(int source, int reason) {
        for (var known : values()) {
            if (known.source == 2 && source == 2 && known.reason == reason) {
                return known;
            }
        }
        return source == 2 ? REASON_NOT_SPECIFIED : SERVICE_USER;
    }
}
