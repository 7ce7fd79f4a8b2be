// SPDX-License-Identifier: Apache-2.0
package io.radfm.streams;

import static io.radfm.streams.Images.changed;
import static io.radfm.streams.Images.image;
import static io.radfm.streams.Images.slice;
import static io.radfm.streams.Images.with;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.radfm.events.ClosedBy;
import io.radfm.events.Priority;
import io.radfm.events.StudyStage;
import io.radfm.events.StudyState;
import io.radfm.events.Topics;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

/// When a study context is made, and when it is not. Quiet time of CT is 15 s, of DX 5 s.
class AssemblyStoriesTest {
    private StudyStory story = new StudyStory(Map.of());

    @AfterEach
    void end() {
        story.close();
    }

    @Test
    void interleavedStudiesCloseEachInItsOwnTime() {
        story.at(20).receives(slice("1.1", 1, 1));
        story.at(22).receives(image("2.2", "DX", Images.DX, 1, 1));
        story.at(24).receives(slice("1.1", 1, 2));

        story.at(28);
        assertEquals(List.of("2.2 r1: 1 images"), story.closed());

        story.at(40);
        assertEquals(List.of("1.1 r1: 2 images"), story.closed());
    }

    @Test
    void theLastStudyOfAQuietNightClosesWithoutAnotherEvent() {
        story.at(20).receives(slice("1.1", 1, 1));
        story.at(34);
        assertEquals(List.of(), story.closed());
        story.at(36);
        assertEquals(List.of("1.1 r1: 1 images"), story.closed());
        assertEquals(0, story.openStudies());
    }

    @Test
    void aSeriesStillArrivingKeepsItsStudyOpen() {
        for (int i = 1; i <= 30; i++) {
            story.at(20 + 10 * i).receives(slice("1.1", 1, i));
        }
        assertEquals(List.of(), story.closed());
        story.at(340);
        assertEquals(List.of("1.1 r1: 30 images"), story.closed());
    }

    @Test
    void theLongestQuietTimeOfItsModalitiesCounts() {
        story.at(20).receives(image("1.1", "DX", Images.DX, 1, 1));
        story.at(21).receives(slice("1.1", 2, 1));
        story.at(30);
        assertEquals(List.of(), story.closed());
        story.at(37);
        assertEquals(List.of("1.1 r1: 2 images"), story.closed());
    }

    @Test
    void lateImagesMakeTheNextRevision() {
        story.at(20).receives(slice("1.1", 1, 1));
        story.at(40).receives(slice("1.1", 1, 2));
        assertEquals(List.of("1.1 r1: 1 images"), story.closed());
        story.at(60);
        var second = story.contexts().getFirst();
        assertEquals(2, second.getRevision());
        assertEquals(2, second.getInstances());
    }

    @Test
    void theSameObjectAgainChangesNothing() {
        story.at(20).receives(slice("1.1", 1, 1));
        story.at(21).receives(slice("1.1", 1, 1));
        story.at(40);
        assertEquals(List.of("1.1 r1: 1 images"), story.closed());

        story.at(50).receives(slice("1.1", 1, 1));
        story.at(100);
        assertEquals(List.of(), story.closed());
        assertEquals(2, story.count("radfm.instances.arrived", "as", "duplicate"));
    }

    @Test
    void aSenderThatRepeatsItselfKeepsAnOpenStudyOpen() {
        story.at(20).receives(slice("1.1", 1, 1));
        story.at(30).receives(slice("1.1", 1, 1));
        story.at(40).receives(slice("1.1", 1, 2));
        story.at(60);
        assertEquals(List.of("1.1 r1: 2 images"), story.closed());
    }

    @Test
    void otherBytesUnderTheSameUidReplaceTheOlderOnesVisibly() {
        story.at(20).receives(slice("1.1", 1, 1));
        var corrected = changed(slice("1.1", 1, 1), "corrected");
        story.at(21).receives(corrected);
        story.at(40);
        var context = story.contexts().getFirst();
        assertEquals(1, context.getInstances());
        assertEquals(corrected.getInstance(), context.getHeader());
        assertEquals(1, last(story.states()).getConflicts());
        assertEquals(1, story.count("radfm.instances.arrived", "as", "replaced"));
    }

    @Test
    void aCorrectionAfterTheContextMakesTheNextRevision() {
        story.at(20).receives(slice("1.1", 1, 1));
        story.at(40).receives(changed(slice("1.1", 1, 1), "corrected"));
        story.at(60);
        assertEquals(List.of("1.1 r1: 1 images", "1.1 r2: 1 images"), story.closed());
    }

    @Test
    void aStudyThatNeverPausesIsDraftedAtTheDeadline() {
        for (int i = 1; i <= 200; i++) {
            story.at(20 + 10 * i).receives(slice("1.1", 1, i));
        }
        story.at(2100);
        var contexts = story.contexts();
        assertEquals(2, contexts.size());
        assertTrue(contexts.getFirst().getPartial());
        assertEquals(ClosedBy.DEADLINE, contexts.getFirst().getClosedBy());
        assertEquals(ClosedBy.QUIET_TIME, contexts.getLast().getClosedBy());
        assertEquals(200, contexts.getLast().getInstances());
        assertEquals(2, contexts.getLast().getRevision());
    }

    @Test
    void restartingHoursLaterDoesNotCloseAHalfReadStudy() {
        story.at(20).receives(slice("1.1", 1, 1));
        story.restartsAt(20_000);
        story.at(20_012).receives(slice("1.1", 1, 2));
        story.at(20_020).receives(slice("1.1", 1, 3));
        assertEquals(List.of(), story.closed());
        story.at(20_040);
        assertEquals(List.of("1.1 r1: 3 images"), story.closed());
    }

    @Test
    void anotherStudyAfterTheRestartDoesNotCloseItEither() {
        story.at(20).receives(slice("1.1", 1, 1));
        story.restartsAt(20_000);
        var other = with(slice("1.9", 1, 1), it -> it.setPatientKey("patient-of-1.1"));
        story.at(20_001).receives(other);
        story.at(20_010).receives(slice("1.1", 1, 2));
        story.at(20_014);
        assertEquals(List.of(), story.closed());
        story.at(20_040);
        assertEquals(List.of("1.9 r1: 1 images", "1.1 r1: 2 images"), story.closed());
    }

    @Test
    void aStudyLeftBehindByARestartClosesOnceItsSenderHadTimeToReturn() {
        story.at(20).receives(slice("1.1", 1, 1));
        story.restartsAt(20_000);
        story.at(20_029);
        assertEquals(List.of(), story.closed());
        story.at(20_032);
        assertEquals(List.of("1.1 r1: 1 images"), story.closed());
    }

    @Test
    void beingHoursBehindClosesEachStudyAsIfReadInTime() {
        story.at(20).receives(slice("1.1", 1, 1));
        story.at(24).arrives(slice("1.1", 1, 2));
        story.at(30).arrives(slice("1.1", 1, 3));
        story.at(100).arrives(with(slice("1.1", 1, 4), it -> {}));
        story.at(200).arrives(slice("2.2", 1, 1));
        story.restartsAt(20_000);
        story.at(20_100);
        assertEquals(List.of(), story.closed());
        story.reads();
        assertEquals(List.of("1.1 r1: 3 images", "1.1 r2: 4 images"), story.closed());
        story.at(20_140);
        assertEquals(List.of("2.2 r1: 1 images"), story.closed());
    }

    @Test
    void silenceDoesNotCountWhileUnreadImagesWait() {
        story.at(20).receives(slice("1.1", 1, 1));
        story.at(22).arrives(slice("1.1", 1, 2));
        story.at(100);
        assertEquals(List.of(), story.closed());
        story.reads();
        story.at(116);
        assertEquals(List.of("1.1 r1: 2 images"), story.closed());
    }

    @Test
    void silenceDoesNotCountWhileTheBrokerIsAway() {
        story.at(20).receives(slice("1.1", 1, 1));
        story.at(25).brokerIsAway(true).at(85).brokerIsAway(false);
        story.at(95).receives(slice("1.1", 1, 2));
        assertEquals(List.of(), story.closed());
        story.at(120);
        assertEquals(List.of("1.1 r1: 2 images"), story.closed());
    }

    @Test
    void aReplayClosesByEventsAlone() {
        story.close();
        story = StudyStory.replay(Map.of());
        story.arrives(slice("1.1", 1, 1)).at(10).arrives(slice("1.1", 1, 2));
        story.at(60).arrives(slice("1.1", 1, 3)).at(300).reads();
        assertEquals(List.of("1.1 r1: 2 images"), story.closed());
        story.at(1000);
        assertEquals(List.of(), story.closed());
    }

    @Test
    void urgentStudiesTakeTheirOwnLane() {
        story.at(20).receives(slice("1.1", 1, 1));
        story.receives(slice("2.2", 1, 1));
        story.receives(with(slice("2.2", 1, 2), it -> it.setPriority(Priority.STAT)));
        story.at(40);
        assertEquals(1, story.jobs(Topics.JOBS_ROUTINE).size());
        var urgent = story.jobs(Topics.JOBS_STAT);
        assertEquals("2.2", urgent.getFirst().getContext().getStudyInstanceUid());
        assertEquals(urgent.getFirst().getContext().getContextId(), urgent.getFirst().getJobId());
        assertEquals("report", urgent.getFirst().getQuestions().getFirst().getId());
    }

    @Test
    void worklistsHearAboutAnOpenStudyAtMostOnceASecond() {
        for (int i = 0; i < 40; i++) {
            story.at(20 + i / 10.0).receives(slice("1.1", 1, i));
        }
        story.at(60);
        var states = story.states();
        assertEquals(StudyStage.RECEIVED, states.getFirst().getStage());
        assertEquals(1, states.getFirst().getInstances());
        var receiving =
                states.stream().filter(state -> state.getStage() == StudyStage.RECEIVED).count();
        assertTrue(receiving >= 4 && receiving <= 6, () -> receiving + " states");
        assertEquals(
                List.of(StudyStage.ASSEMBLING, StudyStage.DRAFTING),
                states.stream().skip(receiving).map(StudyState::getStage).toList());
        assertEquals(40, last(states).getInstances());
        assertEquals(1, last(states).getRevision());
    }

    @Test
    void aSettledStudyIsForgottenButNotItsRevision() {
        story.at(20).receives(slice("1.1", 1, 1));
        story.at(40);
        story.answers(story.contexts().getFirst(), "Findings: none.");
        story.drafts();
        // three days later another patient's image moves the partition's clock
        skipTo(3 * 86_400).receives(slice("9.9", 1, 1));
        assertEquals(1, story.stored(StudyStores.INSTANCES));
        assertEquals(0, story.stored(StudyStores.PENDING));
        story.receives(slice("1.1", 1, 2));
        story.at(3 * 86_400 + 60);
        var context =
                story.contexts().stream()
                        .filter(it -> it.getStudyInstanceUid().equals("1.1"))
                        .findFirst()
                        .orElseThrow();
        assertEquals(2, context.getRevision());
        assertEquals(1, context.getInstances());
        story.answers(context, "Findings: none.");
        assertEquals(null, story.drafts().getLast().getSupersedes());
    }

    @Test
    void aJobThatNobodyAnswersFailsInTheEnd() {
        story.at(20).receives(slice("1.1", 1, 1));
        story.at(40);
        skipTo(8 * 86_400).receives(slice("9.9", 1, 1));
        var draft = story.drafts().getFirst();
        assertEquals("UNANSWERED", draft.getFailure().getCode());
        skipTo(11 * 86_400).receives(slice("9.9", 1, 2));
        assertEquals(0, story.drafts().size());
        assertEquals(2, story.stored(StudyStores.INSTANCES));
    }

    private StudyStory skipTo(double seconds) {
        return story.restartsAt(seconds).at(seconds + 1);
    }

    private static <T> T last(List<T> some) {
        return some.getLast();
    }
}
