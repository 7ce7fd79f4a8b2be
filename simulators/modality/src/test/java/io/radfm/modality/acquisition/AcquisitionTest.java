// SPDX-License-Identifier: Apache-2.0
package io.radfm.modality.acquisition;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.radfm.dicom.DataSet;
import io.radfm.dicom.DicomReader;
import io.radfm.modality.caseload.Caseload;
import io.radfm.modality.caseload.SimulatedStudy;
import io.radfm.modality.phantom.Exam;
import io.radfm.pixels.image.DicomImage;
import io.radfm.pixels.volume.SeriesPlanner;
import io.radfm.testkit.Peers;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;

/// Objects that other programs take for real ones.
class AcquisitionTest {
    private static final Caseload CASES =
            new Caseload(11, LocalDateTime.of(2026, 3, 1, 9, 0), Set.of("CR", "CT", "MR"));

    @TempDir private Path folder;

    @ParameterizedTest
    @EnumSource(Exam.class)
    void everyObjectIsACompleteInstanceOfItsClass(Exam exam) throws Exception {
        Peers.require("dciodvfy");
        for (var station : stations(exam)) {
            for (var series : small(first(exam), station)) {
                for (boolean compressed : new boolean[] {false, true}) {
                    var file = folder.resolve("object.dcm");
                    series.instance(series.size() / 2, compressed).write(file);
                    var verdict = Peers.run("dciodvfy", file.toString());

                    assertTrue(
                            verdict.output().lines().noneMatch(line -> line.startsWith("Error")),
                            series.description() + ": " + verdict.output());
                    assertEquals(0, Peers.run("dcmdump", "-q", file.toString()).exitCode());
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(value = Exam.class, names = "CHEST_XRAY", mode = EnumSource.Mode.EXCLUDE)
    void aStackOfSlicesIsOneVolume(Exam exam) throws Exception {
        for (var station : stations(exam)) {
            for (var series : small(first(exam), station)) {
                if (series.size() > 3) {
                    var headers = new ArrayList<DataSet>();
                    for (int i = 0; i < series.size(); i++) {
                        headers.add(series.instance(i, false).dataSet());
                    }

                    var plan = SeriesPlanner.plan(headers);

                    assertEquals(1, plan.volumes().size(), series.description());
                    assertEquals(series.size(), plan.volumes().getFirst().depth());
                    assertTrue(plan.pictures().isEmpty());
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Exam.class)
    void compressionLosesNothing(Exam exam) throws Exception {
        for (var series : small(first(exam), stations(exam).getFirst())) {
            var plain = folder.resolve("plain.dcm");
            var packed = folder.resolve("packed.dcm");
            series.instance(0, false).write(plain);
            series.instance(0, true).write(packed);

            assertArrayEquals(values(plain), values(packed));
        }
    }

    @ParameterizedTest
    @EnumSource(Exam.class)
    void theSameStudyIsTheSameToTheLastByte(Exam exam) throws Exception {
        var station = stations(exam).getFirst();
        var one = small(first(exam), station).getLast().instance(0, false).outgoing();
        var other = small(first(exam), station).getLast().instance(0, false).outgoing();

        assertEquals(one.sopInstanceUid(), other.sopInstanceUid());
        try (var bytes = java.nio.channels.Channels.newInputStream(one.open());
                var again = java.nio.channels.Channels.newInputStream(other.open())) {
            assertArrayEquals(bytes.readAllBytes(), again.readAllBytes());
        }
    }

    @Test
    void ctValuesAreHounsfieldUnitsHoweverAStationStoresThem() throws Exception {
        var study = first(Exam.HEAD_CT);
        for (var station : stations(Exam.HEAD_CT)) {
            var file = folder.resolve(station.aeTitle() + ".dcm");
            var axial = small(study, station).get(1);
            axial.instance(axial.size() / 2, false).write(file);
            var values = values(file);

            assertEquals(-1000, values[0], 40, "air in a corner");
        }
    }

    private static float[] values(Path file) throws Exception {
        return DicomImage.open(DicomReader.read(file)).values(0).values();
    }

    private static List<Station> stations(Exam exam) {
        return Station.ALL.stream().filter(it -> it.modality().equals(exam.modality())).toList();
    }

    private static List<AcquiredSeries> small(SimulatedStudy study, Station station) {
        return Acquisition.of(study, station, Resolution.SMALL);
    }

    private static SimulatedStudy first(Exam exam) {
        return LongStream.range(0, 200)
                .mapToObj(CASES::study)
                .filter(study -> study.exam() == exam)
                .findFirst()
                .orElseThrow();
    }
}
