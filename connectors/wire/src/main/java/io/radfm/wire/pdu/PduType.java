// SPDX-License-Identifier: Apache-2.0
package io.radfm.wire.pdu;

import java.util.Optional;

/// The first byte of a PDU, and the length its body may have (PS3.8 §9.3.1).
public enum PduType {
    ASSOCIATE_RQ(0x01, 68, Integer.MAX_VALUE),
    ASSOCIATE_AC(0x02, 68, Integer.MAX_VALUE),
    ASSOCIATE_RJ(0x03, 4, 4),
    DATA_TF(0x04, DataValue.OVERHEAD, Integer.MAX_VALUE),
    RELEASE_RQ(0x05, 4, 4),
    RELEASE_RP(0x06, 4, 4),
    ABORT(0x07, 4, 4);

    final int code;
    final int minBytes;
    private final int maxBytes;

    PduType(int code, int minBytes, int maxBytes) {
        this.code = code;
        this.minBytes = minBytes;
        this.maxBytes = maxBytes;
    }

    static Optional<PduType> of(int code) {
        return code >= 1 && code <= values().length
                ? Optional.of(values()[code - 1])
                : Optional.empty();
    }

    int maxBytes(PduLimits limits) {
        return switch (this) {
            case ASSOCIATE_RQ, ASSOCIATE_AC -> limits.associateBytes();
            case DATA_TF -> limits.dataBytes();
            case ASSOCIATE_RJ, RELEASE_RQ, RELEASE_RP, ABORT -> maxBytes;
        };
    }
}
