// SPDX-License-Identifier: Apache-2.0
package io.radfm.wire.pdu;

import java.util.Optional;

/// Who rejected the association, and why: source and reason as one (PS3.8 Table 9-21).
public enum RejectReason {
    USER_NO_REASON(1, 1),
    APPLICATION_CONTEXT_NAME_NOT_SUPPORTED(1, 2),
    CALLING_AE_TITLE_NOT_RECOGNIZED(1, 3),
    CALLED_AE_TITLE_NOT_RECOGNIZED(1, 7),
    ACSE_NO_REASON(2, 1),
    PROTOCOL_VERSION_NOT_SUPPORTED(2, 2),
    TEMPORARY_CONGESTION(3, 1),
    LOCAL_LIMIT_EXCEEDED(3, 2);

    final int source;
    final int reason;

    RejectReason(int source, int reason) {
        this.source = source;
        this.reason = reason;
    }

    static Optional<RejectReason> of(int source, int reason) {
        for (var known : values()) {
            if (known.source == source && known.reason == reason) {
                return Optional.of(known);
            }
        }
        return Optional.empty();
    }

    /// In words, for a person: "called AE title not recognized".
    public String words() {
        return name().toLowerCase(java.util.Locale.ROOT)
                .replace('_', ' ')
                .replace("ae ", "AE ")
                .replace("acse", "ACSE");
    }
}
