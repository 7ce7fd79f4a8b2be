// SPDX-License-Identifier: Apache-2.0
package io.radfm.wire.scu;

import io.radfm.wire.pdu.Pdu;
import io.radfm.wire.pdu.RejectReason;

import java.io.IOException;

/// The peer wants no association with us: never, or not now.
public final class AssociationRejected extends IOException {
    private static final long serialVersionUID = 1L;
    private final boolean isTransient;
    private final RejectReason reason;

    AssociationRejected(Pdu.AssociateReject answer) {
        super(
                "association rejected%s: %s"
                        .formatted(
                                answer.isTransient() ? " for now" : "", answer.reason().words()));
        this.isTransient = answer.isTransient();
        this.reason = answer.reason();
    }

    public boolean isTransient() {
        return isTransient;
    }

    public RejectReason reason() {
        return reason;
    }
}
