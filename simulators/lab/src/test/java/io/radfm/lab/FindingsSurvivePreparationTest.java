// SPDX-License-Identifier: Apache-2.0
package io.radfm.lab;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.radfm.modality.acquisition.Acquisition;
import io.radfm.modality.acquisition.Resolution;
import io.radfm.modality.acquisition.Station;
import io.radfm.modality.caseload.Caseload;
import io.radfm.modality.caseload.SimulatedStudy;
import io.radfm.modality.phantom.Exam;
import io.radfm.modality.phantom.Finding;
import io.radfm.modality.phantom.Label;
import io.radfm.modality.phantom.Place;
import io.radfm.modality.phantom.Side;
import io.radfm.modality.phantom.Truth;
import io.radfm.preparation.ModelInput;
import io.radfm.preparation.PreparationOptions;
import io.radfm.preparation.Preparer;
import io.radfm.preparation.ScanTensor;
import io.radfm.preparation.files.ScanFiles;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;

/// What a small model is shown of a small study still has the finding in it, where it is said to
/// be: 128 pixels in a row when sent, 64 when prepared.
///
/// A finding's *signal* is the difference it makes, summed over the scan (root of squares), against
/// the noise of one voxel: what a reader who knew where to look and for what would have.
class FindingsSurvivePreparationTest {
    private static final Resolution SENT = Resolution.of(128);
    private static final ModelInput SHOWN = ModelInput.of(64, 32, 4);
    private static final double MILD = 0.2;
    private static final double SEEN = 10;
    private static final Caseload CASES =
            new Caseload(3, LocalDateTime.of(2026, 3, 1, 9, 0), Set.of("CR", "CT", "MR"));

    /// Each examination without a finding.
    private static final Map<Exam, ScanTensor> NORMAL = new EnumMap<>(Exam.class);

    @TempDir private Path folder;

    @ParameterizedTest
    @EnumSource(Label.class)
    void evenAMildFindingStandsOutFromTheNoise(Label label) throws Exception {
        for (var side : sides(label)) {
            var difference = difference(new Finding(label, side, place(label), MILD));

            assertTrue(difference.signal() > SEEN, () -> label + " " + side + " " + difference);
        }
    }

    @ParameterizedTest
    @EnumSource(Label.class)
    void aFindingIsOnTheSideItIsSaidToBe(Label label) throws Exception {
        for (var side : sides(label)) {
            if (label != Label.MIDLINE_SHIFT && (side == Side.LEFT || side == Side.RIGHT)) {
                var difference = difference(new Finding(label, side, place(label), 0.5));

                assertTrue(
                        side == Side.LEFT ? difference.across() > 0.54 : difference.across() < 0.46,
                        () -> label + " " + side + " " + difference);
            }
        }
    }

    @Test
    void lobesAreAboveAndBelowEachOther() throws Exception {
        for (var label : List.of(Label.CONSOLIDATION, Label.NODULE)) {
            double upper = difference(new Finding(label, Side.RIGHT, Place.UPPER_LOBE, 0.5)).down();
            double middle =
                    difference(new Finding(label, Side.RIGHT, Place.MIDDLE_LOBE, 0.5)).down();
            double lower = difference(new Finding(label, Side.RIGHT, Place.LOWER_LOBE, 0.5)).down();

            assertTrue(
                    upper < middle - 0.1 && middle < lower - 0.04,
                    upper + " " + middle + " " + lower);
        }
        for (var label : List.of(Label.BRAIN_MASS, Label.BRAIN_TUMOUR)) {
            double front = difference(new Finding(label, Side.LEFT, Place.FRONTAL, 0.5)).down();
            double back = difference(new Finding(label, Side.LEFT, Place.OCCIPITAL, 0.5)).down();

            assertTrue(front < back - 0.2, front + " " + back);
        }
    }

    /// What a finding changes.
    ///
    /// @param across where, 0 at the left edge of the picture to 1 at the right
    /// @param down where, 0 at the top of the picture to 1 at the bottom
    private record Difference(double signal, double across, double down) {}

    private Difference difference(Finding finding) throws Exception {
        var normal = normal(finding.label().exam());
        var other = shown(new Truth(finding.label().exam(), List.of(finding)));
        double energy = 0;
        double across = 0;
        double down = 0;
        for (int row = 0; row < normal.height(); row++) {
            for (int column = 0; column < normal.width(); column++) {
                for (int slice = 0; slice < normal.depth(); slice++) {
                    double d = other.at(0, row, column, slice) - normal.at(0, row, column, slice);
                    energy += d * d;
                    across += d * d * (column + 0.5) / normal.width();
                    down += d * d * (row + 0.5) / normal.height();
                }
            }
        }
        return new Difference(Math.sqrt(energy) / noise(normal), across / energy, down / energy);
    }

    /// From what neighbours differ by, where there is something to be seen; what is drawn in that
    /// place makes it larger than it is.
    private static double noise(ScanTensor scan) {
        var steps = new double[scan.height() * scan.width()];
        int count = 0;
        int slice = scan.depth() / 2;
        for (int row = 0; row < scan.height(); row++) {
            for (int column = 1; column < scan.width(); column++) {
                double value = scan.at(0, row, column, slice);
                if (value > 0.1) {
                    steps[count++] = Math.abs(value - scan.at(0, row, column - 1, slice));
                }
            }
        }
        Arrays.sort(steps, 0, count);
        return 1.05 * steps[count / 2]; // 1.4826 / √2
    }

    private ScanTensor normal(Exam exam) throws Exception {
        if (!NORMAL.containsKey(exam)) {
            NORMAL.put(exam, shown(new Truth(exam, List.of())));
        }
        return NORMAL.get(exam);
    }

    private ScanTensor shown(Truth truth) throws Exception {
        var study = study(truth);
        var station =
                Station.ALL.stream()
                        .filter(it -> it.modality().equals(truth.exam().modality()))
                        .findFirst()
                        .orElseThrow();
        var series = Acquisition.of(study, station, SENT).get(telling(truth.exam()));
        var into = Files.createTempDirectory(folder, "series");
        for (int i = 0; i < series.size(); i++) {
            series.instance(i, false).write(into.resolve("%03d.dcm".formatted(i)));
        }
        var files = ScanFiles.read(List.of(into));
        try (var preparer = new Preparer(files, PreparationOptions.of(SHOWN))) {
            return preparer.prepare(files.scans()).scans().getFirst().tensor();
        }
    }

    /// The same body and the same noise, whatever is wrong.
    private static SimulatedStudy study(Truth truth) {
        var like =
                LongStream.range(0, 100)
                        .mapToObj(CASES::study)
                        .filter(study -> study.exam() == truth.exam())
                        .findFirst()
                        .orElseThrow();
        return new SimulatedStudy(
                like.seed(),
                like.number(),
                like.patient(),
                truth,
                like.at(),
                like.indication(),
                like.stat(),
                Optional.empty());
    }

    /// Which series shows the findings: the picture, the axial slices, T2.
    private static int telling(Exam exam) {
        return switch (exam) {
            case CHEST_XRAY -> 0;
            case HEAD_CT, ABDOMEN_CT -> 1;
            case BRAIN_MR -> 2;
        };
    }

    private static List<Side> sides(Label label) {
        return switch (label) {
            case CARDIOMEGALY, LIVER_LESION, ASCITES, AORTIC_ANEURYSM -> List.of(Side.NONE);
            case WHITE_MATTER_LESIONS -> List.of(Side.BOTH);
            default -> List.of(Side.LEFT, Side.RIGHT);
        };
    }

    private static Place place(Label label) {
        return switch (label) {
            case CONSOLIDATION, NODULE -> Place.UPPER_LOBE;
            case HAEMORRHAGE -> Place.SUBDURAL;
            case BRAIN_MASS, BRAIN_TUMOUR, SKULL_FRACTURE -> Place.PARIETAL;
            default -> Place.UNSPECIFIED;
        };
    }
}
