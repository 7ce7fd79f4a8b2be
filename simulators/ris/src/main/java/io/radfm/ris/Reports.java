// SPDX-License-Identifier: Apache-2.0
package io.radfm.ris;

import io.radfm.events.RadiologyReport;
import io.radfm.events.ReportStatus;
import io.radfm.modality.caseload.SimulatedStudy;
import io.radfm.ris.language.ReportWriter;

import java.time.Instant;
import java.util.Optional;

/// Written reports as events.
final class Reports {
    private Reports() {}

    static RadiologyReport of(
            SimulatedStudy study,
            Optional<SimulatedStudy> prior,
            String patientKey,
            Instant signedAt) {
        var written = ReportWriter.write(study, prior);
        return RadiologyReport.newBuilder()
                .setReportId("R-" + study.accession())
                .setPatientKey(patientKey)
                .setStudyInstanceUid(study.studyUid())
                .setAccessionNumber(study.accession())
                .setStatus(ReportStatus.FINAL)
                .setText(written.text())
                .setFindings(written.findings())
                .setImpression(written.impression())
                .setAuthor(written.author())
                .setSignedAt(signedAt)
                .setSource(Orders.SOURCE)
                .build();
    }
}
