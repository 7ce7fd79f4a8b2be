// SPDX-License-Identifier: Apache-2.0
package io.radfm.wire.upper;

import io.radfm.wire.pdu.AbortReason;
import io.radfm.wire.pdu.Pdu;

/// What the upper layer tells its user: the indication and confirmation primitives of PS3.8 §7.
public sealed interface Indication {
    /// A-ASSOCIATE indication: to be answered with accept or reject.
    record AssociateRequested(Pdu.AssociateRequest request) implements Indication {}

    /// A-ASSOCIATE confirmation, accepted.
    record Associated(Pdu.AssociateAccept answer) implements Indication {}

    /// A-ASSOCIATE confirmation, rejected; the association is over.
    record Rejected(Pdu.AssociateReject answer) implements Indication {}

    /// P-DATA indication. Its bytes are valid until the next indication is asked for.
    record Data(Pdu.DataTransfer data) implements Indication {}

    /// A-RELEASE indication: to be answered when everything outstanding has been sent.
    record ReleaseRequested() implements Indication {}

    /// A-RELEASE confirmation: everything sent has arrived.
    record Released() implements Indication {}

    /// A-ABORT or A-P-ABORT indication; the association is over.
    ///
    /// @param by who ended it; after `CONNECTION_LOST` the reason says nothing
    record Aborted(AbortReason reason, By by) implements Indication {
        public enum By {
            PEER,
            US,
            CONNECTION_LOST
        }
    }

    /// The transport connection is gone and nothing more will come. Always the last one.
    record Closed() implements Indication {}
}
