// SPDX-License-Identifier: Apache-2.0
package io.radfm.wire.pdu;

import java.nio.ByteBuffer;

/// A presentation data value: one fragment of a command or of a data set (PS3.8 §9.3.5.1, Annex E).
///
/// Of a received value the bytes are a view into the association's read buffer, valid until the
/// next PDU is read from it.
///
/// @param last whether this is the last fragment of its command or data set
public record DataValue(int contextId, boolean command, boolean last, ByteBuffer bytes) {
    /// What a fragment adds to the PDU besides its bytes: length, context, control header.
    public static final int OVERHEAD = 6;

    @Override
    public String toString() {
        return "DataValue[context %d, %s%s, %d bytes]"
                .formatted(
                        contextId,
                        command ? "command" : "data",
                        last ? ", last" : "",
                        bytes.remaining());
    }
}
