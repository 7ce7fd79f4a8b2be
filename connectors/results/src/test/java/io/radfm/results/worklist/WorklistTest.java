// SPDX-License-Identifier: Apache-2.0
package io.radfm.results.worklist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.radfm.events.Draft;
import io.radfm.events.DraftProgress;
import io.radfm.events.InstanceRef;
import io.radfm.events.StudyStage;
import io.radfm.events.StudyState;
import io.radfm.results.Given;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/// Where a study is, told from two topics that arrive in either order.
class WorklistTest {
    private static final String STUDY = "1.2.3";
    private static final Instant SOON = Given.NOON.plusSeconds(20);
    private static final Instant LATER = Given.NOON.plus(Duration.ofHours(1));

    private final Worklist list = new Worklist(3);

    @ParameterizedTest
    @CsvSource({
        "RECEIVED, RECEIVING",
        "ASSEMBLING, ASSEMBLING",
        "DRAFTING, DRAFTING",
        "FAILED, FAILED"
    })
    void aStudyIsWhereItsStateSays(StudyStage stage, Phase phase) {
        list.apply(Given.state(STUDY, stage, 1));
        assertEquals(phase, study().phase(SOON));
    }

    @Test
    void aStudyIsDraftedOnlyOnceItsDraftIsHere() {
        list.apply(Given.state(STUDY, StudyStage.DRAFTED, 1));
        assertEquals(Phase.DRAFTING, study().phase(SOON));
        list.apply(draft(1));
        assertEquals(Phase.DRAFTED, study().phase(SOON));
    }

    @Test
    void aDraftThatIsHereCountsBeforeTheStateSaysSo() {
        list.apply(Given.state(STUDY, StudyStage.DRAFTING, 1));
        list.apply(draft(1));
        assertEquals(Phase.DRAFTED, study().phase(SOON));
    }

    @Test
    void aDraftThatIsNoLongerRetainedLeavesItsStudyDrafted() {
        list.apply(Given.state(STUDY, StudyStage.DRAFTED, 1));
        assertEquals(Phase.DRAFTED, study().phase(LATER));
        assertEquals(null, study().drafted());
    }

    @Test
    void imagesThatComeAfterTheDraftReopenTheStudyAndKeepTheText() {
        list.apply(draft(1));
        list.apply(Given.state(STUDY, StudyStage.ASSEMBLING, 2));
        assertEquals(Phase.ASSEMBLING, study().phase(SOON));
        assertEquals(1, study().drafted().getRevision());
        assertEquals(2, study().revision());
    }

    @Test
    void aRevisionThatFailsKeepsTheTextOfTheOneBefore() {
        list.apply(draft(1));
        list.apply(Given.failed(draft(2)));
        assertEquals(Phase.FAILED, study().phase(SOON));
        assertEquals(1, study().drafted().getRevision());
    }

    @Test
    void anOlderOutcomeDeliveredAgainChangesNothing() {
        list.apply(draft(2));
        list.apply(draft(1));
        assertEquals(2, study().drafted().getRevision());
    }

    @Test
    void whatALaterRevisionReplacesIsKeptTheNewestFirst() {
        list.apply(draft(1));
        assertEquals(List.of(), study().replaced());
        list.apply(draft(2));
        list.apply(Given.failed(draft(3)));
        list.apply(draft(4));
        list.apply(draft(4)); // redelivered
        assertEquals(4, study().drafted().getRevision());
        assertEquals(List.of(draft(2), draft(1)), study().replaced());
    }

    @Test
    void aStudyThatIsSentAgainAndAgainKeepsTheLastFewOfItsDrafts() {
        for (int revision = 1; revision <= 30; revision++) {
            list.apply(draft(revision));
        }
        assertEquals(
                IntStream.rangeClosed(1, Study.MOST_REPLACED).mapToObj(i -> draft(30 - i)).toList(),
                study().replaced());
    }

    @Test
    void aTextUnderWayIsShownUntilItsDraftIsHere() {
        list.apply(Given.state(STUDY, StudyStage.DRAFTING, 1));
        list.apply(progress(1, 0, 3, "No acute"));
        assertEquals("No acute", study().unfinished().orElseThrow().getText());
        list.apply(draft(1));
        assertTrue(study().unfinished().isEmpty());
        list.apply(progress(1, 0, 4, "No acute haemorrhage"));
        assertTrue(study().unfinished().isEmpty());
    }

    @Test
    void aTextUnderWayEndsWithItsFailureToo() {
        list.apply(Given.state(STUDY, StudyStage.DRAFTING, 1));
        list.apply(progress(1, 0, 3, "No acute"));
        list.apply(Given.failed(draft(1)));
        assertTrue(study().unfinished().isEmpty());
    }

    @Test
    void theLatestAttemptCountsAndOfItTheLongestText() {
        list.apply(Given.state(STUDY, StudyStage.DRAFTING, 1));
        list.apply(progress(1, 0, 9, "One long attempt"));
        list.apply(progress(1, 5, 2, "Another"));
        list.apply(progress(1, 5, 1, "An"));
        list.apply(progress(1, 0, 10, "One long attempt that goes on"));
        assertEquals("Another", study().unfinished().orElseThrow().getText());
    }

    @Test
    void theNextRevisionsTextStandsBesideTheDraftOfTheOneBefore() {
        list.apply(draft(1));
        list.apply(Given.state(STUDY, StudyStage.DRAFTING, 2));
        list.apply(progress(1, 0, 9, "Of revision 1"));
        assertTrue(study().unfinished().isEmpty());
        list.apply(progress(2, 0, 1, "Of revision 2"));
        assertEquals("Of revision 2", study().unfinished().orElseThrow().getText());
        assertEquals(1, study().drafted().getRevision());
    }

    @Test
    void aTextUnderWayOfAStudyThatIsNotListedIsForgotten() throws InterruptedException {
        try (var changes = list.listen()) {
            list.apply(progress(1, 0, 3, "No acute"));
            assertTrue(list.study(STUDY).isEmpty());
            assertTrue(changes.next(Duration.ZERO).isEmpty());
        }
    }

    private static DraftProgress progress(int revision, int startedAt, int tokens, String text) {
        return Given.progress(STUDY, revision, Given.NOON.plusSeconds(startedAt), tokens, text);
    }

    @Property(tries = 200)
    void theOrderAcrossTheTwoTopicsDoesNotMatter(@ForAll Random order) {
        var states =
                List.of(
                        Given.state(STUDY, StudyStage.RECEIVED, 1),
                        Given.state(STUDY, StudyStage.ASSEMBLING, 1),
                        Given.state(STUDY, StudyStage.DRAFTING, 1),
                        Given.state(STUDY, StudyStage.DRAFTED, 1),
                        Given.state(STUDY, StudyStage.ASSEMBLING, 2),
                        Given.state(STUDY, StudyStage.DRAFTED, 2));
        var drafts = List.of(draft(1), draft(2));
        var turns = new ArrayList<>(Collections.nCopies(states.size(), true));
        turns.addAll(Collections.nCopies(drafts.size(), false));
        Collections.shuffle(turns, order);

        var merged = new Worklist(1);
        var nextState = states.iterator();
        var nextDraft = drafts.iterator();
        for (boolean isState : turns) {
            if (isState) {
                merged.apply(nextState.next());
            } else {
                merged.apply(nextDraft.next());
            }
        }
        var study = merged.study(STUDY).orElseThrow();
        assertEquals(Phase.DRAFTED, study.phase(SOON));
        assertEquals(draft(2), study.drafted());
        assertEquals(List.of(draft(1)), study.replaced());
    }

    @Property(tries = 200)
    void theNewestStudiesAreKeptNeverMoreThanTheLimit(
            @ForAll @Size(max = 60) List<@IntRange(max = 30) Integer> arrivals) {
        var small = new Worklist(5);
        arrivals.forEach(at -> small.apply(arrived(at)));
        assertEquals(
                arrivals.stream()
                        .distinct()
                        .sorted(Collections.reverseOrder())
                        .limit(5)
                        .map(at -> "1." + at)
                        .toList(),
                small.newestFirst().stream().map(Study::uid).toList());
    }

    private static StudyState arrived(int at) {
        return Given.state("1." + at, StudyStage.RECEIVED, 1, Given.NOON.plusSeconds(at));
    }

    @Test
    void laterImagesDoNotMoveAStudyUp() {
        list.apply(arrived(1));
        list.apply(arrived(2));
        list.apply(Given.state("1.1", StudyStage.ASSEMBLING, 2, Given.NOON.plusSeconds(1)));
        assertEquals(List.of("1.2", "1.1"), list.newestFirst().stream().map(Study::uid).toList());
    }

    @Test
    void aListenerIsToldOfAStudyOnceHoweverOftenItChanged() throws InterruptedException {
        try (var changes = list.listen()) {
            for (int i = 0; i < 1000; i++) {
                list.apply(Given.state(STUDY, StudyStage.ASSEMBLING, 1));
            }
            assertEquals(STUDY, changes.next(Duration.ZERO).orElseThrow());
            assertTrue(changes.next(Duration.ZERO).isEmpty());
        }
    }

    @Test
    void aListenerIsToldWhatLeft() throws InterruptedException {
        for (int at = 1; at <= 3; at++) {
            list.apply(arrived(at));
        }
        try (var changes = list.listen()) {
            list.apply(arrived(4));
            assertEquals("1.4", changes.next(Duration.ZERO).orElseThrow());
            assertEquals("1.1", changes.next(Duration.ZERO).orElseThrow());
            assertTrue(list.study("1.1").isEmpty());
        }
    }

    @Test
    void aClosedListenerHearsNothingMore() throws InterruptedException {
        var changes = list.listen();
        changes.close();
        list.apply(arrived(1));
        assertTrue(changes.isClosed());
        assertTrue(changes.next(Duration.ofMinutes(1)).isEmpty());
    }

    @Test
    void aStudyIsPrintedWithoutWhatIsInIt() {
        list.apply(draft(1));
        assertEquals("Study[1.2.3, revision 1]", study().toString());
        assertFalse(study().toString().contains("haemorrhage"));
        assertThrows(
                IllegalArgumentException.class, () -> new Study(null, null, null, null, List.of()));
    }

    private Study study() {
        return list.study(STUDY).orElseThrow();
    }

    private static Draft draft(int revision) {
        var image = new InstanceRef(STUDY + ".9", "0".repeat(64), 9L, 1);
        return Given.draft(STUDY, revision, List.of(image));
    }
}
