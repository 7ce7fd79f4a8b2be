// SPDX-License-Identifier: Apache-2.0
package io.radfm.wire.dimse;

import java.io.IOException;

/// More bytes than one object may have are arriving.
public final class ObjectTooLarge extends IOException {
    private static final long serialVersionUID = 1L;

    ObjectTooLarge(long maxBytes) {
        super("an object of more than " + maxBytes + " bytes");
    }
}
