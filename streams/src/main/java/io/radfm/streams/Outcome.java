// SPDX-License-Identifier: Apache-2.0
package io.radfm.streams;

import io.radfm.events.ClosedBy;
import io.radfm.events.Draft;
import io.radfm.events.InferenceJob;
import io.radfm.events.StudyContext;
import io.radfm.events.StudyRecord;
import io.radfm.events.StudyState;

import java.util.Optional;

/// What the three processors hand on.
sealed interface Outcome {
    /// A study is complete: compose it. Stays inside the topology.
    record StudyClosed(StudyRecord study, ClosedBy by, long at) implements Outcome {}

    record ContextMade(StudyContext context) implements Outcome {}

    record JobMade(InferenceJob job) implements Outcome {}

    /// Where a study is now; empty when nothing is known of it any more.
    record StateShown(String studyUid, Optional<StudyState> state) implements Outcome {}

    record DraftMade(Draft draft) implements Outcome {}
}
