// SPDX-License-Identifier: Apache-2.0
package io.radfm.wire.pdu;

import java.nio.ByteBuffer;

/// The first six bytes of every PDU: type, a reserved byte, the length of the rest (PS3.8 §9.3.1).
public record PduHeader(PduType type, int length) {
    public static final int BYTES = 6;

    /// Refuses an unknown type, and a length the type cannot have or the limits do not allow,
    /// before anything is allocated for it. Does not move the buffer's position.
    public static PduHeader read(ByteBuffer bytes, PduLimits limits) throws MalformedPdu {
        int code = bytes.get(bytes.position()) & 0xFF;
        var type =
                PduType.of(code)
                        .orElseThrow(
                                () ->
                                        new MalformedPdu(
                                                0,
                                                AbortReason.UNRECOGNIZED_PDU,
                                                "PDU type 0x%02X".formatted(code)));
        long length = Integer.toUnsignedLong(bytes.getInt(bytes.position() + 2));
        if (length < type.minBytes || length > type.maxBytes(limits)) {
            throw new MalformedPdu(
                    2,
                    AbortReason.INVALID_PDU_PARAMETER_VALUE,
                    "%s of length %d, allowed are %d to %d"
                            .formatted(type, length, type.minBytes, type.maxBytes(limits)));
        }
        return new PduHeader(type, (int) length);
    }
}
