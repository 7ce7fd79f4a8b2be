// SPDX-License-Identifier: Apache-2.0
package io.radfm.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.radfm.events.Draft;
import io.radfm.events.RadiologyReport;
import io.radfm.events.ReportStatus;
import io.radfm.events.Topics;
import io.radfm.platform.Ports;
import io.radfm.testkit.Eventually;
import io.radfm.testkit.Peers;
import io.radfm.testkit.Shared;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The main job, end to end: the lab as a process, real series, senders and a PACS that others
/// wrote.
class LabIT {
    @TempDir static Path folder;
    private static Optional<Orthanc> orthanc = Optional.empty();
    private static LabProcess lab;

    @BeforeAll
    static void startLab() throws Exception {
        var options = new ArrayList<String>();
        if (Peers.find("Orthanc").isPresent()) {
            int radfm = Ports.keptIn(folder.resolve("lab"), 2).getFirst();
            orthanc = Optional.of(Orthanc.start(folder.resolve("orthanc"), radfm));
            options.addAll(List.of("--pacs", "ORTHANC@127.0.0.1:" + orthanc.get().dicom()));
        }
        lab = LabProcess.start(folder, options.toArray(String[]::new));
    }

    @AfterAll
    static void stopLab() {
        if (lab != null) {
            lab.close();
        }
        orthanc.ifPresent(Orthanc::close);
    }

    @Test
    void aCtAndAnMrSentAtTheSameTimeBecomeOneDraftEachAndItsSr() throws Exception {
        var ct = Shared.path("dicom/series/CT_Philips_head_54");
        var mr = Shared.path("dicom/series/MR_Siemens_sagT1_35");
        var instances = new HashMap<>(Senders.instances(ct));
        instances.putAll(Senders.instances(mr));

        var first = Senders.send("dcmsend", ct, lab.dicomPort(), folder.resolve("ct.journal"));
        var second = Senders.send("storescu", mr, lab.dicomPort(), folder.resolve("mr.journal"));
        assertEquals(0, first.get());
        assertEquals(0, second.get());

        lab.api().awaitDrafted(instances);
        Records.assertOneDraftEach(lab.cluster(), instances);
        for (var study : instances.keySet()) {
            assertIsASoundSr(lab.api().sr(study, folder.resolve(study + ".dcm")));
        }
        assertFalse(Files.readString(lab.output()).contains("PLASTIC"), "a patient on the screen");
    }

    @Test
    void whatOrthancSendsComesBackToItAsAnSr() throws Exception {
        Peers.require("Orthanc");
        var pacs = orthanc.orElseThrow();
        var mr = Shared.path("dicom/series/MR_Philips_abd_11");
        pacs.upload(mr);
        pacs.sendAll();

        lab.api().awaitDrafted(Senders.instances(mr));
        Eventually.holds(
                "an SR in Orthanc", LabProcess.PATIENCE, () -> pacs.modalities().contains("SR"));
    }

    @Test
    void aReportThatIsSignedIsComparedWithItsDraftAndShown() throws Exception {
        var sender = OneShot.begin(Senders.simulated(folder.resolve("ct"), 1, 11), lab.dicomPort());
        sender.await();
        lab.api().awaitDraftedWith(sender.acknowledged());
        var study = Set.copyOf(sender.acknowledged().values());
        var draft =
                Records.all(lab.cluster(), Topics.DRAFTS).stream()
                        .filter(it -> study.contains(it.getStudyInstanceUid()))
                        .reduce((_, last) -> last)
                        .orElseThrow();

        Records.publish(lab.cluster(), Topics.RIS_REPORTS, draft.getPatientKey(), signed(draft));

        Eventually.holds(
                "an outcome",
                LabProcess.PATIENCE,
                () -> lab.api().outcomes().get("reports").asInt() == 1);
        var outcome = Records.all(lab.cluster(), Topics.DRAFT_OUTCOMES).getFirst();
        assertEquals(draft.getDraftId() + "/R-1", outcome.getOutcomeId());
        assertEquals(draft.getProvenance().getModel(), outcome.getModel());
        assertTrue(lab.api().metrics().contains("radfm_outcomes_word_edit_bucket"));
    }

    private static RadiologyReport signed(Draft draft) {
        return RadiologyReport.newBuilder()
                .setReportId("R-1")
                .setPatientKey(draft.getPatientKey())
                .setStudyInstanceUid(draft.getStudyInstanceUid())
                .setStatus(ReportStatus.FINAL)
                .setText("Findings: No acute haemorrhage. Impression: Normal.")
                .setSignedAt(Instant.now())
                .setSource("test")
                .build();
    }

    @Test
    void aSecondLabOnTheFolderIsRefusedWithASentence() throws Exception {
        var output = new java.io.ByteArrayOutputStream();
        var process =
                new ProcessBuilder(LabProcess.command(lab.data()))
                        .redirectErrorStream(true)
                        .start();
        process.getInputStream().transferTo(output);
        assertEquals(1, process.waitFor());
        assertTrue(output.toString().contains("a lab is running on"), output::toString);
        assertTrue(output.toString().contains("--data-dir"), output::toString);
    }

    private static void assertIsASoundSr(Path sr) throws IOException, InterruptedException {
        if (Peers.find("dciodvfy").isPresent()) {
            var verdict = Peers.run("dciodvfy", sr.toString());
            assertFalse(verdict.output().contains("Error"), verdict.output());
        }
        if (Peers.find("dsrdump").isPresent()) {
            var tree = Peers.run("dsrdump", sr.toString());
            assertEquals(0, tree.exitCode(), tree.output());
            assertTrue(tree.output().contains("untrained model: text is noise"), tree.output());
        }
    }
}
