// SPDX-License-Identifier: Apache-2.0
package io.radfm.ris.language;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.radfm.modality.caseload.Caseload;
import io.radfm.modality.caseload.SimulatedStudy;
import io.radfm.modality.phantom.Finding;
import io.radfm.modality.phantom.Label;
import io.radfm.modality.phantom.Side;

import org.junit.jupiter.api.Test;

import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// What is written about two thousand studies.
class ReportWriterTest {
    private static final Caseload CASELOAD =
            new Caseload(5, LocalDateTime.of(2026, 3, 1, 9, 0), Set.of("CR", "CT", "MR"));
    private static final List<SimulatedStudy> STUDIES =
            LongStream.range(0, 2000).mapToObj(CASELOAD::study).toList();
    private static final List<String> OF_PRIORS =
            List.of("previous", "prior", "new since", "unchanged", "resolved", "compared");

    private static WrittenReport report(SimulatedStudy study) {
        return ReportWriter.write(study, study.prior().map(CASELOAD::study));
    }

    @Test
    void everyFindingIsInBothSectionsUnderItsNameAndWithItsSide() {
        for (var study : STUDIES) {
            var report = report(study);
            for (var finding : study.truth().findings()) {
                assertNames(finding, report.findings());
                assertNames(finding, report.impression());
            }
        }
    }

    private static void assertNames(Finding finding, String section) {
        assertTrue(
                sentences(section)
                        .anyMatch(
                                sentence ->
                                        word(finding.label()).matcher(sentence).find()
                                                && sentence.contains(side(finding))
                                                && !isDenial(sentence)),
                () -> finding + " is not told by: " + section);
    }

    @Test
    void noFindingIsTaughtThatIsNotThere() {
        for (var study : STUDIES) {
            var report = report(study);
            var absent =
                    Arrays.stream(Label.values())
                            .filter(label -> label.exam() == study.exam())
                            .filter(label -> study.truth().find(label).isEmpty())
                            .map(ReportWriterTest::word)
                            .toList();
            sentences(report.findings())
                    .filter(sentence -> !isDenial(sentence) && !isOfChange(sentence))
                    .forEach(
                            sentence ->
                                    assertTrue(
                                            absent.stream()
                                                    .noneMatch(it -> it.matcher(sentence).find()),
                                            () -> study + ": " + sentence));
        }
    }

    @Test
    void aSideIsOnlyNamedWhereAFindingHasOne() {
        for (var study : STUDIES) {
            var sides =
                    study.truth().findings().stream()
                            .map(Finding::side)
                            .collect(Collectors.toSet());
            var text = report(study).impression().toLowerCase(Locale.ROOT);
            for (var side : List.of(Side.LEFT, Side.RIGHT)) {
                if (!sides.contains(side)) {
                    assertFalse(
                            text.matches(".*\\b" + side.name().toLowerCase(Locale.ROOT) + "\\b.*"),
                            text);
                }
            }
        }
    }

    @Test
    void nobodyComparesWithAnExaminationThatNeverWas() {
        for (var study : STUDIES) {
            var report = report(study);
            var text = (report.findings() + report.impression()).toLowerCase(Locale.ROOT);
            if (study.prior().isEmpty()) {
                assertTrue(OF_PRIORS.stream().noneMatch(text::contains), text);
                assertTrue(report.text().contains("Comparison: None."), report.text());
            }
        }
        long compared =
                STUDIES.stream()
                        .filter(study -> study.prior().isPresent())
                        .filter(
                                study ->
                                        isOfChange(
                                                report(study).findings().toLowerCase(Locale.ROOT)))
                        .count();
        assertTrue(compared > 200, "compared: " + compared);
    }

    @Test
    void twoReportsAreSeldomTheSameAndOneIsAlwaysTheSame() {
        var normal = STUDIES.stream().filter(study -> study.truth().isNormal()).toList();
        long different = normal.stream().map(study -> report(study).findings()).distinct().count();

        assertTrue(different > normal.size() * 0.9, different + " of " + normal.size());
        for (var study : STUDIES.subList(0, 50)) {
            assertEquals(report(study), report(study));
        }
    }

    @Test
    void sectionsAreInTheTextUnderTheirHeadingsAndNameNobody() {
        for (var study : STUDIES) {
            var report = report(study);
            var text = report.text().toLowerCase(Locale.ROOT);
            assertTrue(text.contains("findings: " + report.findings().toLowerCase(Locale.ROOT)));
            assertTrue(
                    text.contains("impression: " + report.impression().toLowerCase(Locale.ROOT)));
            for (var section : List.of(report.findings(), report.impression(), report.toString())) {
                assertFalse(section.isBlank());
                assertFalse(section.contains("SIM"), section);
                assertFalse(section.contains("<") || section.contains("["), section);
                assertFalse(section.contains("  ") || section.contains(" ."), section);
            }
        }
    }

    @Test
    void whatIsBarelyVisibleIsSometimesDoubted() {
        var faint =
                STUDIES.stream()
                        .filter(
                                study ->
                                        study.truth().findings().size() == 1
                                                && study.truth().findings().getFirst().severity()
                                                        < 0.25)
                        .map(study -> report(study).impression())
                        .toList();
        long doubted =
                faint.stream()
                        .filter(it -> it.matches("(?i).*(possible|suspected|questionable).*"))
                        .count();

        assertTrue(doubted > faint.size() / 4 && doubted < faint.size() * 3 / 4, doubted + "");
    }

    @Test
    void anExaminationWithoutAPriorNeedsNone() {
        var followUp = STUDIES.stream().filter(it -> it.prior().isPresent()).findFirst();
        var report = ReportWriter.write(followUp.orElseThrow(), Optional.empty());

        assertTrue(report.text().contains("Comparison: None."));
    }

    private static Stream<String> sentences(String section) {
        return Arrays.stream(section.toLowerCase(Locale.ROOT).split("(?<=[a-z])\\. ?"));
    }

    private static boolean isDenial(String sentence) {
        return sentence.matches(
                "(.* )?(no|not|without|normal|clear|sharp|intact|unremarkable|central)\\b.*");
    }

    private static boolean isOfChange(String sentence) {
        return OF_PRIORS.stream().anyMatch(sentence::contains);
    }

    /// What every way of naming it has in common.
    private static Pattern word(Label label) {
        return Pattern.compile(
                switch (label) {
                    case EFFUSION -> "effusion";
                    case PNEUMOTHORAX -> "pneumothorax";
                    case CARDIOMEGALY -> "cardiomegaly|enlarged";
                    case CONSOLIDATION -> "consolidation";
                    case NODULE -> "nodule";
                    case PACEMAKER -> "pacemaker";
                    case HAEMORRHAGE -> "haem";
                    case BRAIN_MASS -> "mass";
                    case MIDLINE_SHIFT -> "midline";
                    case SKULL_FRACTURE -> "fracture";
                    case WHITE_MATTER_LESIONS -> "white matter lesions";
                    case BRAIN_TUMOUR -> "tumour";
                    case INFARCT -> "infarct";
                    case LIVER_LESION -> "liver lesion";
                    case KIDNEY_STONE -> "kidney stone";
                    case RENAL_CYST -> "cyst";
                    case ASCITES -> "ascites";
                    case AORTIC_ANEURYSM -> "aneurysm";
                });
    }

    private static String side(Finding finding) {
        return switch (finding.side()) {
            case LEFT -> "left";
            case RIGHT -> "right";
            default -> "";
        };
    }
}
