// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.outcomes;

import io.radfm.events.Answer;
import io.radfm.events.Draft;
import io.radfm.events.DraftOutcome;
import io.radfm.events.DraftStatus;
import io.radfm.events.DraftText;
import io.radfm.events.Failed;
import io.radfm.events.InstanceRef;
import io.radfm.events.ModelInfo;
import io.radfm.events.Priority;
import io.radfm.events.Provenance;
import io.radfm.events.Question;
import io.radfm.events.RadiologyReport;
import io.radfm.events.ReportStatus;
import io.radfm.events.SeriesSummary;
import io.radfm.events.wire.TrustedClasses;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Drafts and reports about one study: drafted at ten, signed at eleven.
final class Said {
    static final String PATIENT = "patient-1";
    static final String STUDY = "1.2.3";
    private static final Instant DRAFTED = Instant.parse("2026-01-02T10:00:00Z");
    private static final Instant SIGNED = Instant.parse("2026-01-02T11:00:00Z");
    private static final InstanceRef IMAGE = new InstanceRef("1.2.3.4", "0".repeat(64), 1L, 1);

    static {
        TrustedClasses.install();
    }

    private Said() {}

    static Draft draft(String findings, String impression) {
        return draft(1, findings, impression);
    }

    static Draft draft(int revision, String findings, String impression) {
        var model =
                new ModelInfo("RadFM", "7", "0".repeat(64), "engine", "fp32", "cpu", true, null);
        var answer = new Answer("report", findings, 9, "END_OF_SEQUENCE", null, false);
        var question = new Question("report", "Write a report.", 200);
        return Draft.newBuilder()
                .setDraftId("draft-" + revision)
                .setPatientKey(PATIENT)
                .setStudyInstanceUid(STUDY)
                .setRevision(revision)
                .setPartial(false)
                .setStatus(DraftStatus.DRAFTED)
                .setText(new DraftText(findings, impression, List.of(answer)))
                .setProvenance(
                        new Provenance(
                                "study.contexts",
                                List.of(question),
                                List.of(),
                                model,
                                DRAFTED,
                                DRAFTED,
                                "test"))
                .setPriority(Priority.ROUTINE)
                .setModality("CR")
                .setInstances(1)
                .setSeries(List.of(new SeriesSummary("1.2.3.1", "CR", 1, "Chest", 1, IMAGE)))
                .setHeader(IMAGE)
                .setLastReceivedAt(DRAFTED)
                .setClosedAt(DRAFTED)
                .setSettledAt(DRAFTED)
                .build();
    }

    static Draft failed(int revision) {
        return Draft.newBuilder(draft(revision, "", ""))
                .setStatus(DraftStatus.FAILED)
                .setText(null)
                .setProvenance(null)
                .setFailure(new Failed("NO_SCANS", "No series holds an image.", 1))
                .build();
    }

    static RadiologyReport report(String findings, String impression) {
        return report("report-1", ReportStatus.FINAL, 0, findings, impression);
    }

    /// @param minutes after eleven
    static RadiologyReport report(
            String id, ReportStatus status, int minutes, String findings, String impression) {
        return RadiologyReport.newBuilder()
                .setReportId(id)
                .setPatientKey(PATIENT)
                .setStudyInstanceUid(STUDY)
                .setStatus(status)
                .setText(findings + "\n" + impression)
                .setFindings(findings)
                .setImpression(impression)
                .setSignedAt(SIGNED.plus(Duration.ofMinutes(minutes)))
                .setSource("simulated")
                .build();
    }

    static DraftOutcome outcome(Draft draft, RadiologyReport report) {
        return new Comparison().of(draft, report);
    }
}
