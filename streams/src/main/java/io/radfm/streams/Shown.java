// SPDX-License-Identifier: Apache-2.0
package io.radfm.streams;

import io.radfm.events.StudyRecord;
import io.radfm.events.StudyStage;
import io.radfm.events.StudyState;

import java.time.Instant;
import java.util.Optional;

/// The public face of a study's state, for worklists.
final class Shown {
    private Shown() {}

    static Outcome.StateShown of(StudyRecord study) {
        return new Outcome.StateShown(study.getStudyInstanceUid(), Optional.of(state(study)));
    }

    static Outcome.StateShown gone(StudyRecord study) {
        return new Outcome.StateShown(study.getStudyInstanceUid(), Optional.empty());
    }

    /// The study, marked as shown at this time in this stage.
    static StudyRecord at(StudyRecord study, StudyStage stage, long wall) {
        return StudyRecord.newBuilder(study)
                .setStage(stage)
                .setShownAt(wall)
                .setChanged(false)
                .build();
    }

    private static StudyState state(StudyRecord study) {
        return StudyState.newBuilder()
                .setStudyInstanceUid(study.getStudyInstanceUid())
                .setPatientKey(study.getPatientKey())
                .setStage(study.getStage())
                .setRevision(study.getRevision())
                .setInstances(study.getInstances())
                .setConflicts(study.getConflicts())
                .setPartial(study.getPartial())
                .setPriority(study.getPriority())
                .setModality(study.getModality())
                .setDescription(study.getDescription())
                .setSeries(study.getSeries())
                .setHeader(study.getHeader())
                .setFirstReceivedAt(Instant.ofEpochMilli(study.getFirstReceivedAt()))
                .setLastReceivedAt(Instant.ofEpochMilli(study.getLastReceivedAt()))
                .setUpdatedAt(Instant.ofEpochMilli(study.getShownAt()))
                .setFailure(study.getFailure())
                .build();
    }
}
