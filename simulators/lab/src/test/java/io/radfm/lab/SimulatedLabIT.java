// SPDX-License-Identifier: Apache-2.0
package io.radfm.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.radfm.events.ImagingOrder;
import io.radfm.events.InstanceReceived;
import io.radfm.events.RadiologyReport;
import io.radfm.events.Topics;
import io.radfm.testkit.Eventually;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// The simulated hospital in the lab: order, study, signature; killed in between.
class SimulatedLabIT {
    private static final String[] OPTIONS = {
        "--simulators", "--no-worker", "--pace=0.2", "--matrix=64", "--radiologist-delay-ms=0"
    };
    private static final int BEFORE = 3;
    private static final int IN_ALL = 10;

    @TempDir Path folder;

    @Test
    void everyStudyHasItsOrderAndOneSignedReportThoughTheLabIsKilled() throws Exception {
        try (var lab = LabProcess.start(folder, OPTIONS)) {
            awaitReports(lab, BEFORE);
            lab.kill();
        }
        try (var again = LabProcess.start(folder, OPTIONS)) {
            awaitReports(again, IN_ALL);
            var cluster = again.cluster();

            var reports = Records.all(cluster, Topics.RIS_REPORTS);
            var signed =
                    reports.stream()
                            .map(RadiologyReport::getStudyInstanceUid)
                            .collect(Collectors.groupingBy(uid -> uid, Collectors.counting()));
            assertEquals(Set.of(1L), Set.copyOf(signed.values()));

            var orders =
                    Records.all(cluster, Topics.RIS_ORDERS).stream()
                            .collect(
                                    Collectors.toMap(
                                            ImagingOrder::getStudyInstanceUid,
                                            order -> order,
                                            (first, sameAgain) -> first));
            var images =
                    Records.all(cluster, Topics.DICOM_INSTANCES).stream()
                            .collect(Collectors.groupingBy(InstanceReceived::getStudyInstanceUid));
            for (var report : reports) {
                assertBelong(report, orders, images.get(report.getStudyInstanceUid()));
            }
        }
    }

    private static void assertBelong(
            RadiologyReport report,
            Map<String, ImagingOrder> orders,
            List<InstanceReceived> images) {
        var order = orders.get(report.getStudyInstanceUid());
        assertEquals(report.getAccessionNumber(), order.getAccessionNumber());
        assertEquals(report.getPatientKey(), order.getPatientKey());
        for (var image : images) {
            assertEquals(report.getPatientKey(), image.getPatientKey());
            assertTrue(order.getOrderedAt().isBefore(image.getReceivedAt()));
            assertTrue(image.getReceivedAt().isBefore(report.getSignedAt()));
        }
    }

    private static void awaitReports(LabProcess lab, int count) throws Exception {
        Eventually.holds(
                count + " signed reports",
                LabProcess.PATIENCE,
                () -> Records.all(lab.cluster(), Topics.RIS_REPORTS).size() >= count);
    }
}
