// SPDX-License-Identifier: Apache-2.0
package io.radfm.pixels;

/// A frame that cannot be decoded as what its header says it is. The offset counts bytes from the
/// start of the encoded frame; the reason names the field and the bound, never a value of the
/// patient.
public final class MalformedFrame extends Exception {
    private final long offset;
    private final String reason;

    public MalformedFrame(long offset, String reason) {
        super(reason + " at byte " + offset);
        this.offset = offset;
        this.reason = reason;
    }

    public long offset() {
        return offset;
    }

    public String reason() {
        return reason;
    }

    /// Holds or throws. For places outside hot loops: the reason is built either way.
    public static void require(boolean holds, long offset, String reason) throws MalformedFrame {
        if (!holds) {
            throw new MalformedFrame(offset, reason);
        }
    }
}
