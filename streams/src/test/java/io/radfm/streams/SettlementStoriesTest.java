// SPDX-License-Identifier: Apache-2.0
package io.radfm.streams;

import static io.radfm.streams.Images.image;
import static io.radfm.streams.Images.slice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.radfm.events.Answer;
import io.radfm.events.DraftStatus;
import io.radfm.events.Drafted;
import io.radfm.events.Question;
import io.radfm.events.StudyContext;
import io.radfm.events.StudyStage;
import io.radfm.events.Topics;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What workers answer, and the one draft that comes of it.
class SettlementStoriesTest {
    private final StudyStory story = new StudyStory(Map.of());

    @AfterEach
    void end() {
        story.close();
    }

    @Test
    void anAnswerBecomesADraftThatSaysWhereItComesFrom() {
        var context = closed(20);
        story.answers(context, "Findings: Clear. Impression: Normal.");
        var draft = story.drafts().getFirst();
        assertEquals(context.getContextId(), draft.getDraftId());
        assertEquals(DraftStatus.DRAFTED, draft.getStatus());
        assertEquals("Clear.", draft.getText().getFindings());
        assertEquals("Normal.", draft.getText().getImpression());
        assertEquals(Topics.STUDY_CONTEXTS.name(), draft.getProvenance().getContextTopic());
        assertEquals("report", draft.getProvenance().getQuestions().getFirst().getId());
        assertEquals(context.getPolicy(), draft.getProvenance().getPolicy());
        assertEquals(context.getHeader(), draft.getHeader());
        assertEquals(1, draft.getSeries().size());
        assertNull(draft.getSupersedes());
        assertEquals(StudyStage.DRAFTED, story.states().getLast().getStage());
    }

    @Test
    void diagnosesAreAskedWithTheReportAndTheirProbabilitiesAreInTheDraft() {
        story.at(20).receives(slice("1.1", 1, 1).setBodyPart("HEAD"));
        story.at(40);
        var job = story.jobs(Topics.JOBS_ROUTINE).getFirst();
        var asked = job.getQuestions().stream().map(Question::getId).toList();
        assertEquals(List.of("report", "modality", "diagnosis:haemorrhage"), asked.subList(0, 3));

        var drafted = story.drafted("Findings: Clear.");
        var answers = new ArrayList<>(drafted.getAnswers());
        answers.add(new Answer("diagnosis:haemorrhage", "no", 1, "END_OF_SEQUENCE", 0.125, true));
        var outcome = Drafted.newBuilder(drafted).setAnswers(answers).build();
        story.results(StudyStory.result(job.getContext(), outcome));
        var draft = story.drafts().getFirst();
        assertEquals("Clear.", draft.getText().getFindings());
        assertEquals(answers, draft.getText().getAnswers());
        assertEquals(job.getQuestions(), draft.getProvenance().getQuestions());
    }

    @Test
    void aResultDeliveredAgainMakesNoSecondDraft() {
        var context = closed(20);
        story.answers(context, "Findings: Clear.");
        story.answers(context, "Findings: Something else.");
        story.fails(context, "DELIVERY_LIMIT");
        assertEquals(1, story.drafts().size());
        assertEquals(2, story.count("radfm.results.repeated"));
    }

    @Test
    void aResultDeliveredAgainAfterARestartMakesNoSecondDraft() {
        var context = closed(20);
        story.answers(context, "Findings: Clear.");
        assertEquals(1, story.drafts().size());
        story.restartsAt(500).at(501).answers(context, "Findings: Clear.");
        assertEquals(0, story.drafts().size());
    }

    @Test
    void aFailureIsADraftWithItsReason() {
        story.fails(closed(20), "UNDECODABLE");
        var draft = story.drafts().getFirst();
        assertEquals(DraftStatus.FAILED, draft.getStatus());
        assertEquals("UNDECODABLE", draft.getFailure().getCode());
        assertNull(draft.getText());
        var state = story.states().getLast();
        assertEquals(StudyStage.FAILED, state.getStage());
        assertEquals("It did not work.", state.getFailure());
    }

    @Test
    void theNextRevisionSaysWhatItSupersedes() {
        story.answers(closed(20), "Findings: Clear.");
        story.receives(slice("1.1", 1, 2));
        story.at(60);
        story.answers(story.contexts().getFirst(), "Findings: Clear.");
        var draft = story.drafts().getLast();
        assertEquals(2, draft.getRevision());
        assertEquals(1, draft.getSupersedes());
    }

    @Test
    void aStaleRevisionSettlesWithoutTouchingTheNewerState() {
        var first = closed(20);
        story.receives(slice("1.1", 1, 2));
        story.at(60);
        var second = story.contexts().getFirst();
        story.answers(second, "Findings: Newer.");
        story.states();
        story.answers(first, "Findings: Older.");
        assertEquals(2, story.drafts().size());
        assertEquals(0, story.states().size());
    }

    @Test
    void aStudyThatReceivesAgainIsNotShownAsDrafted() {
        var first = closed(20);
        story.receives(slice("1.1", 1, 2));
        story.answers(first, "Findings: Clear.");
        assertEquals(1, story.drafts().size());
        assertEquals(StudyStage.RECEIVED, story.states().getLast().getStage());
    }

    @Test
    void aResultOfAnUnknownJobIsADeadLetter() {
        var context = closed(20);
        var other = StudyContext.newBuilder(context).setContextId("another").build();
        story.answers(other, "Findings: Clear.");
        assertEquals(0, story.drafts().size());
        assertEquals(1, story.deadLetters().size());
    }

    @Test
    void aStudyWithoutImagesFailsWithoutAWorker() {
        story.at(20).receives(image("1.1", "SR", Images.DOSE_REPORT, 9, 1).setPixels(false));
        story.at(40);
        assertEquals(1, story.contexts().size());
        assertEquals(0, story.jobs(Topics.JOBS_ROUTINE).size());
        assertEquals("NO_SCANS", story.drafts().getFirst().getFailure().getCode());
        assertEquals(StudyStage.FAILED, story.states().getLast().getStage());
    }

    private StudyContext closed(double seconds) {
        story.at(seconds).receives(slice("1.1", 1, 1));
        story.at(seconds + 20);
        return story.contexts().getFirst();
    }
}
