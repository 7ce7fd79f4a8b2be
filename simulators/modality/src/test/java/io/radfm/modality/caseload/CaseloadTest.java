// SPDX-License-Identifier: Apache-2.0
package io.radfm.modality.caseload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.radfm.dicom.Uid;
import io.radfm.modality.phantom.Label;

import org.junit.jupiter.api.Test;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/// Who comes with what.
class CaseloadTest {
    private static final Set<String> ALL = Set.of("CR", "CT", "MR");
    private static final LocalDateTime BEGIN = LocalDateTime.of(2026, 3, 1, 9, 0);

    private final List<SimulatedStudy> studies = studies(1, 0, 600);

    @Test
    void aStudyIsTheSameWheneverItIsAskedFor() {
        assertEquals(studies.subList(100, 110), studies(1, 100, 110));
    }

    @Test
    void noTwoStudiesShareUidsOrAccessionNumbers() {
        var others = studies(2, 0, 600);
        var both = java.util.stream.Stream.concat(studies.stream(), others.stream()).toList();

        assertEquals(1200, both.stream().map(SimulatedStudy::studyUid).distinct().count());
        assertEquals(1200, both.stream().map(SimulatedStudy::accession).distinct().count());
        assertTrue(both.stream().map(SimulatedStudy::studyUid).allMatch(Uid::valid));
        assertTrue(both.stream().allMatch(study -> study.accession().length() <= 16));
    }

    @Test
    void everyFindingComesUpAndManyStudiesAreNormal() {
        var labels =
                studies.stream()
                        .flatMap(study -> study.truth().findings().stream())
                        .map(finding -> finding.label())
                        .collect(Collectors.toSet());

        assertEquals(Set.of(Label.values()), labels);
        long normal = studies.stream().filter(study -> study.truth().isNormal()).count();
        assertTrue(normal > 150 && normal < 350, "normal: " + normal);
    }

    @Test
    void whoComesAgainIsTheSameBodyExaminedTheSameWayLater() {
        var followUps = studies.stream().filter(study -> study.prior().isPresent()).toList();

        assertTrue(followUps.size() > 75, "follow-ups: " + followUps.size());
        for (var study : followUps) {
            var prior = studies.get(Math.toIntExact(study.prior().orElseThrow()));
            assertEquals(prior.patient(), study.patient());
            assertEquals(prior.exam(), study.exam());
            assertTrue(prior.at().isBefore(study.at()));
            assertNotEquals(prior.studyUid(), study.studyUid());
        }
    }

    @Test
    void anIndicationDoesNotGiveTheAnswerAway() {
        var many = studies(3, 0, 4000);
        for (var hint : List.of("Effusion?", "Aphasia, infarct?", "Colic, stone?")) {
            var asked = many.stream().filter(it -> it.indication().equals(hint)).toList();
            var label =
                    switch (hint) {
                        case "Effusion?" -> Label.EFFUSION;
                        case "Aphasia, infarct?" -> Label.INFARCT;
                        default -> Label.KIDNEY_STONE;
                    };
            double right =
                    asked.stream().filter(it -> it.truth().find(label).isPresent()).count()
                            / (double) asked.size();

            assertTrue(right > 0.2 && right < 0.8, hint + " is right in " + right);
        }
    }

    @Test
    void aShiftIsAwayFromWhatPushes() {
        for (var study : studies) {
            study.truth()
                    .find(Label.MIDLINE_SHIFT)
                    .ifPresent(
                            shift ->
                                    assertTrue(
                                            study.truth().findings().stream()
                                                    .anyMatch(
                                                            it ->
                                                                    it.side()
                                                                            == shift.side()
                                                                                    .opposite())));
        }
    }

    @Test
    void onlyChosenModalitiesExamine() {
        var some = new Caseload(1, BEGIN, Set.of("MR"));

        assertTrue(
                LongStream.range(0, 50)
                        .mapToObj(some::study)
                        .allMatch(study -> study.exam().modality().equals("MR")));
    }

    private static List<SimulatedStudy> studies(long seed, long from, long to) {
        var caseload = new Caseload(seed, BEGIN, ALL);
        return LongStream.range(from, to).mapToObj(caseload::study).toList();
    }
}
