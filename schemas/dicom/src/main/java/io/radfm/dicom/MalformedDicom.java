// SPDX-License-Identifier: Apache-2.0
package io.radfm.dicom;

import java.io.IOException;

/// Bytes that are not DICOM, or more of them than a limit allows.
///
/// It is an [IOException] so that it passes through streams, but it never means that the world is
/// away: reading the same bytes again fails again. The message names what was wrong and where, and
/// holds tags, VRs and lengths, never values.
public final class MalformedDicom extends IOException {
    private static final long serialVersionUID = 1L;

    private final long offset;

    /// @param offset bytes from the start of what was read (of the inflated data set, where the
    ///   data set is deflated)
    public MalformedDicom(long offset, String what) {
        super(what + ", at byte " + offset);
        this.offset = offset;
    }

    public long offset() {
        return offset;
    }
}
