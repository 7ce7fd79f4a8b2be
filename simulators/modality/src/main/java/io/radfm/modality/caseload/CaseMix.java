// SPDX-License-Identifier: Apache-2.0
package io.radfm.modality.caseload;

import static io.radfm.modality.caseload.Population.one;

import io.radfm.modality.phantom.Exam;
import io.radfm.modality.phantom.Finding;
import io.radfm.modality.phantom.Label;
import io.radfm.modality.phantom.Place;
import io.radfm.modality.phantom.Side;
import io.radfm.modality.phantom.Truth;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;

/// What is wrong with patients, and how often; and what becomes of it.
final class CaseMix {
    private static final double NORMAL = 0.35;
    private static final double SECOND_FINDING = 0.3;
    private static final List<Place> LUNG =
            List.of(Place.UPPER_LOBE, Place.MIDDLE_LOBE, Place.LOWER_LOBE);
    private static final List<Place> BRAIN =
            List.of(Place.FRONTAL, Place.PARIETAL, Place.TEMPORAL, Place.OCCIPITAL);
    private static final List<Side> SIDES = List.of(Side.LEFT, Side.RIGHT);

    private CaseMix() {}

    static List<Finding> draw(Exam exam, RandomGenerator random) {
        var findings = new ArrayList<Finding>();
        if (random.nextDouble() < NORMAL) {
            return findings;
        }
        // a shift comes with what shifts, never alone
        var labels =
                new ArrayList<>(
                        Arrays.stream(Label.values())
                                .filter(label -> label.exam() == exam)
                                .filter(label -> label != Label.MIDLINE_SHIFT)
                                .toList());
        Collections.shuffle(labels, Random.from(random));
        findings.add(finding(labels.getFirst(), random));
        if (random.nextDouble() < SECOND_FINDING) {
            findings.add(finding(labels.get(1), random));
        }
        shift(findings);
        return findings;
    }

    private static Finding finding(Label label, RandomGenerator random) {
        double severity = random.nextDouble(0.08, 1);
        var side = one(SIDES, random);
        return switch (label) {
            case EFFUSION ->
                    new Finding(
                            label,
                            random.nextDouble() < 0.25 ? Side.BOTH : side,
                            Place.UNSPECIFIED,
                            severity);
            case CONSOLIDATION, NODULE -> {
                var place = one(LUNG, random); // the left lung has no middle lobe
                yield new Finding(
                        label, place == Place.MIDDLE_LOBE ? Side.RIGHT : side, place, severity);
            }
            case PACEMAKER ->
                    new Finding(
                            label,
                            random.nextDouble() < 0.85 ? Side.LEFT : Side.RIGHT,
                            Place.UNSPECIFIED,
                            0.5);
            case HAEMORRHAGE ->
                    new Finding(
                            label,
                            side,
                            one(
                                    List.of(
                                            Place.SUBDURAL,
                                            Place.SUBDURAL,
                                            Place.EPIDURAL,
                                            Place.BASAL_GANGLIA,
                                            Place.FRONTAL,
                                            Place.PARIETAL),
                                    random),
                            severity);
            case BRAIN_MASS, BRAIN_TUMOUR -> new Finding(label, side, one(BRAIN, random), severity);
            case WHITE_MATTER_LESIONS ->
                    new Finding(label, Side.BOTH, Place.PERIVENTRICULAR, severity);
            case CARDIOMEGALY, ASCITES, AORTIC_ANEURYSM, LIVER_LESION ->
                    new Finding(label, Side.NONE, Place.UNSPECIFIED, severity);
            case SKULL_FRACTURE -> new Finding(label, side, Place.PARIETAL, severity);
            case PNEUMOTHORAX, INFARCT, KIDNEY_STONE, RENAL_CYST ->
                    new Finding(label, side, Place.UNSPECIFIED, severity);
            case MIDLINE_SHIFT -> throw new IllegalArgumentException("a shift comes of something");
        };
    }

    /// What is large pushes the middle of the brain to the other side.
    private static void shift(List<Finding> findings) {
        findings.stream()
                .filter(it -> it.label() == Label.HAEMORRHAGE || it.label() == Label.BRAIN_MASS)
                .filter(it -> it.severity() > 0.5)
                .findFirst()
                .ifPresent(
                        it ->
                                findings.add(
                                        new Finding(
                                                Label.MIDLINE_SHIFT,
                                                it.side().opposite(),
                                                Place.UNSPECIFIED,
                                                Math.clamp(2 * it.severity() - 1, 0.05, 1))));
    }

    /// Better, worse, gone or the same; devices and fractures stay what they are.
    static Truth later(Truth before, RandomGenerator random) {
        double change = random.nextDouble();
        var findings = new ArrayList<Finding>();
        for (var it : before.findings()) {
            switch (it.label()) {
                case MIDLINE_SHIFT -> {} // follows from what is there now
                case PACEMAKER, SKULL_FRACTURE, RENAL_CYST, AORTIC_ANEURYSM -> findings.add(it);
                default -> {
                    if (change < 0.4) {
                        findings.add(it.withSeverity(it.severity() * 0.55));
                    } else if (change < 0.6) {
                        findings.add(it.withSeverity(it.severity() * 1.3 + 0.1));
                    } else if (change < 0.85) {
                        findings.add(it);
                    }
                }
            }
        }
        shift(findings);
        return new Truth(before.exam(), findings);
    }
}
