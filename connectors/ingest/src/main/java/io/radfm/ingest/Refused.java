// SPDX-License-Identifier: Apache-2.0
package io.radfm.ingest;

import io.radfm.wire.dimse.DimseStatus;

/// An object that is not taken, with the answer for its sender. The reason never quotes the object.
final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient DimseStatus status;

    Refused(DimseStatus status) {
        super(status.toString(), null, false, false);
        this.status = status;
    }

    DimseStatus status() {
        return status;
    }
}
