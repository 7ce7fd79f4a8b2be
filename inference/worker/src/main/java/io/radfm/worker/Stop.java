// SPDX-License-Identifier: Apache-2.0
package io.radfm.worker;

/// A request to a running job to end early. The job looks at it between tokens and between tries.
final class Stop {
    enum Reason {
        /// This worker is going away.
        DRAINING,
        /// The job takes longer than any job may.
        TIMED_OUT
    }

    private volatile Reason reason;

    void request(Reason why) {
        reason = why;
    }

    boolean requested() {
        return reason != null;
    }

    boolean timedOut() {
        return reason == Reason.TIMED_OUT;
    }

    void check() throws InterruptedException {
        if (requested()) {
            throw new InterruptedException("asked to stop: " + reason);
        }
    }
}
