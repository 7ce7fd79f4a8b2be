// SPDX-License-Identifier: Apache-2.0
package io.radfm.worker;

import io.radfm.events.Drafted;
import io.radfm.events.InferenceJob;

import java.io.IOException;

/// What makes a draft of a job.
@FunctionalInterface
interface Drafting {
    /// @param urgent goes before those that are not
    /// @throws IOException when the world is away: it may work later
    /// @throws CannotDraft when it never will
    /// @throws InterruptedException when it was asked to stop
    Drafted draft(InferenceJob job, boolean urgent, Stop stop)
            throws IOException, CannotDraft, InterruptedException;
}
