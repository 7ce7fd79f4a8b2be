// SPDX-License-Identifier: Apache-2.0
package io.radfm.wire.dimse;

import java.io.IOException;

/// An object that was to be sent could not be read to its end; the network is not to blame.
public final class UnreadableObject extends IOException {
    private static final long serialVersionUID = 1L;

    public UnreadableObject(String why, IOException cause) {
        super(why, cause);
    }
}
