// SPDX-License-Identifier: Apache-2.0
package io.radfm.modality.phantom;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

import java.util.Arrays;
import java.util.List;

/// What is said to be there is there, on the side it is said to be. In all these pictures the
/// patient's left is on the right.
class FindingsInPixelsTest {
    private static final Build BUILD = new Build(3, 1, 0.3, false, 60);
    private static final int WIDE = 64;

    /// How much a finding changes, on either half of the picture.
    private record Change(double ofLeftHalf, double ofRightHalf) {
        double on(Side side) {
            return side == Side.LEFT ? ofRightHalf : ofLeftHalf;
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Label.class,
            mode = Mode.EXCLUDE,
            names = {
                "CARDIOMEGALY",
                "MIDLINE_SHIFT",
                "WHITE_MATTER_LESIONS",
                "LIVER_LESION",
                "ASCITES",
                "AORTIC_ANEURYSM"
            })
    void aFindingIsOnItsSide(Label label) {
        for (var side : List.of(Side.LEFT, Side.RIGHT)) {
            var change = change(new Finding(label, side, place(label), 0.5));

            assertTrue(change.on(side) > 2.5 * change.on(side.opposite()), side + " " + change);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Label.class,
            mode = Mode.EXCLUDE,
            names = {"PACEMAKER"})
    void theWorseItIsTheMoreItChanges(Label label) {
        var mild = change(new Finding(label, side(label), place(label), 0.1));
        var severe = change(new Finding(label, side(label), place(label), 0.9));

        double little = mild.ofLeftHalf() + mild.ofRightHalf();
        assertTrue(little > 0, "nothing is to be seen");
        assertTrue(severe.ofLeftHalf() + severe.ofRightHalf() > 1.15 * little);
    }

    @Test
    void fluidIsBrightAndFreeAirIsDark() {
        var normal = radiograph(truth(Exam.CHEST_XRAY));
        for (var side : List.of(Side.LEFT, Side.RIGHT)) {
            var fluid =
                    radiograph(
                            truth(
                                    Exam.CHEST_XRAY,
                                    new Finding(Label.EFFUSION, side, Place.UNSPECIFIED, 0.5)));
            var air =
                    radiograph(
                            truth(
                                    Exam.CHEST_XRAY,
                                    new Finding(Label.PNEUMOTHORAX, side, Place.UNSPECIFIED, 0.5)));

            assertTrue(field(fluid, side, 0.55, 0.68) > field(normal, side, 0.55, 0.68) + 400);
            assertTrue(field(air, side, 0.2, 0.35) < field(normal, side, 0.2, 0.35) - 100);
        }
    }

    @Test
    void theMiddleIsPushedToTheSideThatTheShiftNames() {
        for (var side : List.of(Side.LEFT, Side.RIGHT)) {
            var shift = new Finding(Label.MIDLINE_SHIFT, side, Place.UNSPECIFIED, 1);
            double normal = middleOfVentricles(truth(Exam.HEAD_CT));
            double pushed = middleOfVentricles(truth(Exam.HEAD_CT, shift));

            assertTrue(side == Side.LEFT ? pushed > normal + 1 : pushed < normal - 1);
        }
    }

    @Test
    void theSameSeedsGiveTheSamePixelsAndOthersDoNot() {
        var truth = truth(Exam.CHEST_XRAY);
        assertArrayEquals(radiograph(truth), radiograph(truth));
        assertFalse(
                Arrays.equals(radiograph(truth), Radiograph.chest(BUILD, truth, 2, WIDE).pixels()));
        for (var exam : List.of(Exam.HEAD_CT, Exam.ABDOMEN_CT, Exam.BRAIN_MR)) {
            var scan = scan(truth(exam));
            assertArrayEquals(scan.slice(4), scan(truth(exam)).slice(4));
        }
    }

    @Test
    void slicesDoNotDependOnTheOrderTheyAreAskedFor() {
        var scan = scan(truth(Exam.HEAD_CT));
        var last = scan.slice(scan.stack().slices() - 1);
        scan.slice(0);

        assertArrayEquals(last, scan.slice(scan.stack().slices() - 1));
    }

    private static Truth truth(Exam exam, Finding... findings) {
        return new Truth(exam, List.of(findings));
    }

    private static Change change(Finding finding) {
        var exam = finding.label().exam();
        if (exam == Exam.CHEST_XRAY) {
            return change(radiograph(truth(exam)), radiograph(truth(exam, finding)));
        }
        var normal = scan(truth(exam));
        var other = scan(truth(exam, finding));
        double left = 0;
        double right = 0;
        for (int i = 0; i < normal.stack().slices(); i++) {
            var change = change(normal.slice(i), other.slice(i));
            left += change.ofLeftHalf();
            right += change.ofRightHalf();
        }
        return new Change(left, right);
    }

    private static Change change(short[] normal, short[] other) {
        double left = 0;
        double right = 0;
        for (int i = 0; i < normal.length; i++) {
            double difference = Math.abs(normal[i] - other[i]);
            if (i % WIDE < WIDE / 2) {
                left += difference;
            } else {
                right += difference;
            }
        }
        return new Change(left, right);
    }

    private static short[] radiograph(Truth truth) {
        return Radiograph.chest(BUILD, truth, 1, WIDE).pixels();
    }

    private static Scan scan(Truth truth) {
        var protocol = new CtScans.Protocol(WIDE, 5, 0);
        return switch (truth.exam()) {
            case HEAD_CT -> CtScans.head(BUILD, truth, 1, protocol);
            case ABDOMEN_CT -> CtScans.abdomen(BUILD, truth, 1, protocol);
            default -> MrScans.brain(BUILD, truth, 1, MrScans.Sequence.FLAIR_AXIAL, WIDE, 1);
        };
    }

    /// The mean over a part of a lung, between two heights from the top.
    private static double field(short[] picture, Side side, double from, double to) {
        int rows = picture.length / WIDE;
        double sum = 0;
        int count = 0;
        for (int row = (int) (from * rows); row < to * rows; row++) {
            for (int k = WIDE * 12 / 100; k < WIDE * 28 / 100; k++) {
                int column = side == Side.LEFT ? WIDE - 1 - k : k;
                sum += picture[row * WIDE + column];
                count++;
            }
        }
        return sum / count;
    }

    /// The column around which dark fluid lies in the central part of the middle slices.
    private static double middleOfVentricles(Truth truth) {
        var scan = scan(truth);
        double weighted = 0;
        double weight = 0;
        for (int slice = 11; slice <= 14; slice++) {
            var pixels = scan.slice(slice);
            for (int row = WIDE * 36 / 100; row < WIDE * 55 / 100; row++) {
                for (int column = WIDE * 40 / 100; column < WIDE * 60 / 100; column++) {
                    double dark = Math.max(0, 22 - pixels[row * WIDE + column]);
                    weighted += dark * column;
                    weight += dark;
                }
            }
        }
        return weighted / weight;
    }

    private static Side side(Label label) {
        return switch (label) {
            case CARDIOMEGALY, LIVER_LESION, ASCITES, AORTIC_ANEURYSM -> Side.NONE;
            case WHITE_MATTER_LESIONS -> Side.BOTH;
            default -> Side.LEFT;
        };
    }

    private static Place place(Label label) {
        return switch (label) {
            case CONSOLIDATION, NODULE -> Place.LOWER_LOBE;
            case HAEMORRHAGE -> Place.SUBDURAL;
            case BRAIN_MASS, BRAIN_TUMOUR, SKULL_FRACTURE -> Place.PARIETAL;
            default -> Place.UNSPECIFIED;
        };
    }
}
