// SPDX-License-Identifier: Apache-2.0
package io.radfm.streams.composition;

import io.radfm.events.ClosedBy;
import io.radfm.events.StudyContext;
import io.radfm.events.StudyRecord;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;

/// Contexts as events: what is published of a closed study.
public final class StudyContexts {
    private static final int ID_BYTES = 16;

    private StudyContexts() {}

    /// @param study as it was closed
    /// @param at when, milliseconds since 1970
    /// @param policyName names the rules and settings it was made by
    public static StudyContext of(
            StudyRecord study, ClosedBy by, long at, Composition composition, String policyName) {
        return StudyContext.newBuilder()
                .setContextId(
                        id(study.getPatientKey(), study.getStudyInstanceUid(), study.getRevision()))
                .setPatientKey(study.getPatientKey())
                .setStudyInstanceUid(study.getStudyInstanceUid())
                .setRevision(study.getRevision())
                .setPartial(study.getPartial())
                .setClosedBy(by)
                .setPriority(study.getPriority())
                .setModality(composition.modality())
                .setFirstReceivedAt(Instant.ofEpochMilli(study.getFirstReceivedAt()))
                .setLastReceivedAt(Instant.ofEpochMilli(study.getLastReceivedAt()))
                .setClosedAt(Instant.ofEpochMilli(at))
                .setInstances(study.getInstances())
                .setSegments(composition.segments())
                .setLeftOut(composition.leftOut())
                .setHeader(composition.header())
                .setPolicy(policyName)
                .build();
    }

    /// Stable for study and revision; the job id of its draft.
    static String id(String patientKey, String studyInstanceUid, int revision) {
        try {
            var text = "context\0" + patientKey + "\0" + studyInstanceUid + "\0" + revision;
            var digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, ID_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }
}
