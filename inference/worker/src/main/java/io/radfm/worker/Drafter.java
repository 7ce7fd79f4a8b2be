// SPDX-License-Identifier: Apache-2.0
package io.radfm.worker;

import io.radfm.events.Answer;
import io.radfm.events.Drafted;
import io.radfm.events.InferenceJob;
import io.radfm.events.ModelInfo;
import io.radfm.model.Answer.StopReason;
import io.radfm.model.Calibration;
import io.radfm.model.GenerationOptions;
import io.radfm.model.ModelFailure;
import io.radfm.model.Priority;
import io.radfm.model.Question;
import io.radfm.model.RadFm;
import io.radfm.model.UnusablePrompt;
import io.radfm.preparation.PreparedInput;
import io.radfm.preparation.Preparer;
import io.radfm.preparation.PromptLayout;
import io.radfm.preparation.UnpreparableScan;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/// A job becomes a draft: its scans are prepared, then all its questions are asked about them.
///
/// Any thread may call it. Jobs are prepared side by side and answered together; the model has
/// urgent ones go first.
final class Drafter implements Drafting {
    /// Questions of such an id are about a label, and answered by yes or no.
    private static final String DIAGNOSIS = "diagnosis:";

    private final Preparer preparer;
    private final RadFm model;
    private final AnswerLimits limits;
    private final Progress progress;
    private final WorkerMetrics metrics;
    private final ModelInfo info;

    /// @param maxNewTokens no answer is longer, whatever a question allows
    /// @param repeatLimit see [GenerationOptions]
    record AnswerLimits(int maxNewTokens, int repeatLimit) {}

    /// @param progress is told the report while it is written
    Drafter(
            Preparer preparer,
            RadFm model,
            AnswerLimits limits,
            Progress progress,
            WorkerMetrics metrics) {
        this.preparer = preparer;
        this.model = model;
        this.limits = limits;
        this.progress = progress;
        this.metrics = metrics;
        this.info = Provenance.of(model.description());
    }

    @Override
    public Drafted draft(InferenceJob job, boolean urgent, Stop stop)
            throws IOException, CannotDraft, InterruptedException {
        if (job.getQuestions().isEmpty()) {
            throw new CannotDraft("NO_QUESTIONS", "the job asks nothing", null);
        }
        var startedAt = Instant.now();
        var input = prepared(job);
        var answers = new ArrayList<Answer>();
        for (var answer : answers(job, input, urgent ? Priority.STAT : Priority.ROUTINE, stop)) {
            var question = job.getQuestions().get(answers.size());
            metrics.answered(answer, answers.isEmpty());
            answers.add(
                    new Answer(
                            question.getId(),
                            answer.text(),
                            answer.newTokens(),
                            stopReason(answer.stop()),
                            probability(question, answer),
                            isCalibrated(question, answer)));
        }
        var scans = input.scans().stream().map(scan -> scan.facts().toEvent()).toList();
        return new Drafted(answers, scans, info, startedAt, Instant.now());
    }

    private PreparedInput prepared(InferenceJob job)
            throws IOException, CannotDraft, InterruptedException {
        long begin = System.nanoTime();
        try {
            return preparer.prepare(job.getContext());
        } catch (UnpreparableScan e) {
            throw new CannotDraft("UNDECODABLE", e.getMessage(), e);
        } finally {
            metrics.step("prepare", since(begin));
        }
    }

    /// One for each question, in order.
    private List<io.radfm.model.Answer> answers(
            InferenceJob job, PreparedInput input, Priority priority, Stop stop)
            throws CannotDraft, InterruptedException {
        long begin = System.nanoTime();
        try (var writing = progress.begin(job, info)) {
            var questions = new ArrayList<Question>();
            List<PreparedInput.Segment> context = List.of();
            for (var question : job.getQuestions()) {
                var all = PromptLayout.ask(input, question.getText());
                context = all.subList(0, all.size() - 1); // the same for every question
                var asked = question((PreparedInput.Text) all.getLast(), question, stop);
                questions.add(questions.isEmpty() ? followed(asked, writing) : asked);
            }
            var coming = model.ask(Shown.prompt(context), questions, priority);
            CompletableFuture.allOf(coming.toArray(CompletableFuture[]::new)).get();
            var answers = coming.stream().map(CompletableFuture::join).toList();
            if (answers.stream().anyMatch(it -> it.stop() == StopReason.CANCELLED)) {
                stop.check();
            }
            return answers;
        } catch (UnusablePrompt e) {
            throw unusable(e);
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case UnusablePrompt prompt -> throw unusable(prompt);
                case ModelFailure failure -> throw failure;
                default -> throw new IllegalStateException(e.getCause());
            }
        } finally {
            metrics.step("answer", since(begin));
        }
    }

    /// The first question is the report.
    private static Question followed(Question report, Progress.Writing writing) {
        return new Question(
                report.text(),
                report.yesNo(),
                report.options().withListener((_, piece) -> writing.add(piece)));
    }

    private static CannotDraft unusable(UnusablePrompt e) {
        return new CannotDraft("UNUSABLE_PROMPT", e.getMessage(), e);
    }

    private Question question(
            PreparedInput.Text text, io.radfm.events.Question question, Stop stop) {
        var options =
                GenerationOptions.defaults()
                        .withMaxNewTokens(
                                Math.clamp(question.getMaxNewTokens(), 1, limits.maxNewTokens()))
                        .withRepeatLimit(limits.repeatLimit())
                        .withCancelled(stop::requested);
        return new Question(text.text(), question.getId().startsWith(DIAGNOSIS), options);
    }

    private Double probability(io.radfm.events.Question question, io.radfm.model.Answer answer) {
        if (answer.yesProbability().isEmpty()) {
            return null;
        }
        var label = question.getId().substring(DIAGNOSIS.length());
        return model.calibration().of(label, answer.yesProbability().getAsDouble());
    }

    private boolean isCalibrated(io.radfm.events.Question question, io.radfm.model.Answer answer) {
        if (answer.yesProbability().isEmpty()) {
            return false;
        }
        var calibration = model.calibration();
        var label = question.getId().substring(DIAGNOSIS.length());
        var curve = calibration.labels().getOrDefault(label, calibration.otherwise());
        return !(curve instanceof Calibration.Curve.Unchanged);
    }

    /// In the words of the event's schema.
    private static String stopReason(StopReason reason) {
        return switch (reason) {
            case MAX_NEW_TOKENS -> "MAX_TOKENS";
            case REPEATING -> "REPETITION";
            case END_OF_SEQUENCE, CONTEXT_FULL, CANCELLED -> reason.name();
        };
    }

    private static Duration since(long begin) {
        return Duration.ofNanos(System.nanoTime() - begin);
    }
}
