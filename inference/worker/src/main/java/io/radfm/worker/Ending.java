// SPDX-License-Identifier: Apache-2.0
package io.radfm.worker;

import org.apache.kafka.clients.consumer.AcknowledgeType;

/// How a delivery ends for the share group.
enum Ending {
    /// Its result is published.
    DONE(AcknowledgeType.ACCEPT),
    /// It was tried and may be tried again, here or elsewhere.
    LATER(AcknowledgeType.RELEASE),
    /// We stop; whoever is there takes it.
    GIVEN_BACK(AcknowledgeType.RELEASE),
    /// It is never delivered again; that it failed is published.
    NEVER(AcknowledgeType.REJECT);

    private final AcknowledgeType acknowledgement;

    Ending(AcknowledgeType acknowledgement) {
        this.acknowledgement = acknowledgement;
    }

    AcknowledgeType acknowledgement() {
        return acknowledgement;
    }
}
