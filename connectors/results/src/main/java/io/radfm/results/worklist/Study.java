// SPDX-License-Identifier: Apache-2.0
package io.radfm.results.worklist;

import io.radfm.events.Draft;
import io.radfm.events.DraftProgress;
import io.radfm.events.DraftStatus;
import io.radfm.events.InstanceRef;
import io.radfm.events.SeriesSummary;
import io.radfm.events.StudyState;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// One study of the worklist: its newest state, its newest outcome, its newest draft that has a
/// text, and those that it replaced. State and outcome come from two topics in either order, so at
/// least one of them is there.
///
/// @param state the newest state; null until one was read
/// @param outcome the newest draft, which may say that drafting failed; null until one was read
/// @param drafted the newest draft with a text, kept when a later revision fails; null if none
/// @param progress how far a text under way was when last heard of; null if none
/// @param replaced drafts with a text that a later one replaced, the newest first, at most
///   [#MOST_REPLACED]
public record Study(
        StudyState state,
        Draft outcome,
        Draft drafted,
        DraftProgress progress,
        List<Draft> replaced) {
    /// A study that is sent again and again keeps no more of what was said about it.
    static final int MOST_REPLACED = 9;

    /// How long a state that says "drafted" may be ahead of its draft before the draft counts as no
    /// longer retained.
    static final Duration DRAFT_IS_NEAR = Duration.ofMinutes(1);

    private static final Comparator<DraftProgress> WRITTEN =
            Comparator.comparing(DraftProgress::getRevision)
                    .thenComparing(DraftProgress::getStartedAt)
                    .thenComparing(DraftProgress::getTokens);

    public Study {
        if (state == null && outcome == null) {
            throw new IllegalArgumentException("a study without a state and without an outcome");
        }
    }

    static Study of(StudyState state) {
        return new Study(state, null, null, null, List.of());
    }

    static Study of(Draft outcome) {
        return new Study(null, outcome, hasText(outcome) ? outcome : null, null, List.of());
    }

    Study with(StudyState newer) {
        return new Study(newer, outcome, drafted, progress, replaced);
    }

    /// What an earlier attempt or an earlier moment said changes nothing.
    Study with(DraftProgress newer) {
        boolean later = progress == null || WRITTEN.compare(newer, progress) > 0;
        return later ? new Study(state, outcome, drafted, newer, replaced) : this;
    }

    /// An outcome of an older revision, redelivered, changes nothing.
    Study with(Draft newer) {
        if (outcome != null && newer.getRevision() < outcome.getRevision()) {
            return this;
        }
        boolean written = progress != null && progress.getRevision() <= newer.getRevision();
        return new Study(
                state,
                newer,
                hasText(newer) ? newer : drafted,
                written ? null : progress,
                replacedBy(newer));
    }

    /// The same revision, redelivered, replaces nothing; nor does a failure.
    private List<Draft> replacedBy(Draft newer) {
        if (drafted == null || !hasText(newer) || newer.getRevision() == drafted.getRevision()) {
            return replaced;
        }
        return Stream.concat(Stream.of(drafted), replaced.stream()).limit(MOST_REPLACED).toList();
    }

    public String uid() {
        return state != null ? state.getStudyInstanceUid() : outcome.getStudyInstanceUid();
    }

    /// What the page says about this study. "Drafted" and "failed" are said only with the draft or
    /// the failure at hand, and as soon as it is at hand, whichever topic was read first.
    public Phase phase(Instant now) {
        if (state == null || (outcome != null && outcome.getRevision() > state.getRevision())) {
            return outcomePhase();
        }
        var phase = Phase.of(state.getStage());
        boolean settled = outcome != null && outcome.getRevision() == state.getRevision();
        if (settled && (phase == Phase.DRAFTING || phase.isFinal())) {
            return outcomePhase();
        }
        boolean awaitsDraft = phase == Phase.DRAFTED && !settled;
        boolean near = state.getUpdatedAt().plus(DRAFT_IS_NEAR).isAfter(now);
        return awaitsDraft && near ? Phase.DRAFTING : phase;
    }

    private Phase outcomePhase() {
        return hasText(outcome) ? Phase.DRAFTED : Phase.FAILED;
    }

    private static boolean hasText(Draft draft) {
        return draft.getStatus() == DraftStatus.DRAFTED
                && draft.getText() != null
                && draft.getProvenance() != null;
    }

    /// What is being written of the newest revision, until its draft or its failure is here.
    public Optional<DraftProgress> unfinished() {
        return Optional.ofNullable(progress)
                .filter(it -> it.getRevision() >= revision())
                .filter(it -> outcome == null || outcome.getRevision() < it.getRevision());
    }

    public int revision() {
        return Math.max(
                state == null ? 0 : state.getRevision(),
                outcome == null ? 0 : outcome.getRevision());
    }

    public int instances() {
        return state != null ? state.getInstances() : outcome.getInstances();
    }

    public List<SeriesSummary> series() {
        return state != null ? state.getSeries() : outcome.getSeries();
    }

    public String modality() {
        return state != null ? state.getModality() : outcome.getModality();
    }

    /// The instance whose headers name the patient and the study.
    public Optional<InstanceRef> header() {
        return Optional.ofNullable(
                state != null && state.getHeader() != null
                        ? state.getHeader()
                        : outcome == null ? null : outcome.getHeader());
    }

    public Optional<SeriesSummary> series(String seriesUid) {
        return series().stream()
                .filter(series -> Objects.equals(series.getSeriesInstanceUid(), seriesUid))
                .findFirst();
    }

    /// When its first image arrived: the worklist's order, which later images do not change.
    public Instant arrivedAt() {
        return state != null ? state.getFirstReceivedAt() : outcome.getLastReceivedAt();
    }

    /// Holds patient data by reference: says only which study.
    @Override
    public String toString() {
        return "Study[" + uid() + ", revision " + revision() + "]";
    }
}
