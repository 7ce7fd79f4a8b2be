// SPDX-License-Identifier: Apache-2.0
package io.radfm.streams;

import static io.radfm.streams.Images.slice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.radfm.events.Draft;
import io.radfm.events.StudyContext;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Whatever happens between the first image and the last answer: no image is lost, and every
/// revision has one draft.
class OneDraftProperty {
    private static final List<String> STUDIES = List.of("1.1", "1.2");
    private static final int IMAGES = 3;

    private sealed interface Step {}

    private record Receive(String study, int number) implements Step {}

    private record Pause(int seconds) implements Step {}

    private record Restart(int secondsLater) implements Step {}

    /// Every context there is is answered, those that had been answered too.
    private record AnswerAll() implements Step {}

    @Property(tries = 40, shrinking = ShrinkingMode.OFF)
    void noImageIsLostAndEveryRevisionHasOneDraft(@ForAll("days") List<Step> steps) {
        var day = new Day();
        steps.forEach(day::live);
        for (var study : STUDIES) {
            for (int number = 1; number <= IMAGES; number++) {
                day.live(new Receive(study, number));
            }
        }
        day.live(new Pause(60));
        day.live(new AnswerAll());
        day.live(new AnswerAll());
        day.end();
        for (var study : STUDIES) {
            var contexts =
                    day.contexts.stream().filter(it -> it.getStudyInstanceUid().equals(study));
            var revisions = contexts.map(StudyContext::getRevision).toList();
            for (int i = 0; i < revisions.size(); i++) {
                assertEquals(i + 1, revisions.get(i), () -> study + " " + revisions);
            }
            assertEquals(revisions, day.draftsOf(study));
            assertEquals(
                    List.of(study + ".1.1", study + ".1.2", study + ".1.3"),
                    StudyStory.sopUids(day.lastContext.get(study)));
        }
    }

    @Provide
    Arbitrary<List<Step>> days() {
        return Arbitraries.frequencyOf(
                        Tuple.of(8, receptions()),
                        Tuple.of(3, Arbitraries.integers().between(1, 40).map(Pause::new)),
                        Tuple.of(2, Arbitraries.integers().between(1, 40_000).map(Restart::new)),
                        Tuple.of(3, Arbitraries.just(new AnswerAll())))
                .list()
                .ofMaxSize(25);
    }

    private static Arbitrary<Step> receptions() {
        return Combinators.combine(
                        Arbitraries.of(STUDIES), Arbitraries.integers().between(1, IMAGES))
                .as(Receive::new);
    }

    /// A story that keeps all that was published.
    private static final class Day {
        final List<StudyContext> contexts = new ArrayList<>();
        final Map<String, StudyContext> lastContext = new TreeMap<>();
        private final List<Draft> drafts = new ArrayList<>();
        private final StudyStory story = new StudyStory(Map.of());
        private double seconds = 20;

        void live(Step step) {
            switch (step) {
                case Receive(var study, var number) -> pass(0.5).receives(slice(study, 1, number));
                case Pause(var length) -> pass(length);
                case Restart(var later) -> {
                    collect();
                    seconds += later;
                    story.restartsAt(seconds);
                }
                case AnswerAll() -> {
                    pass(0.5);
                    collect();
                    contexts.forEach(context -> story.answers(context, "Findings: none."));
                }
            }
            collect();
        }

        private StudyStory pass(double length) {
            seconds += length;
            return story.at(seconds);
        }

        private void collect() {
            for (var context : story.contexts()) {
                contexts.add(context);
                lastContext.put(context.getStudyInstanceUid(), context);
            }
            drafts.addAll(story.drafts());
        }

        List<Integer> draftsOf(String study) {
            var ids = new HashSet<String>();
            return drafts.stream()
                    .filter(draft -> draft.getStudyInstanceUid().equals(study))
                    .peek(draft -> assertTrue(ids.add(draft.getDraftId()), "two drafts of one id"))
                    .map(Draft::getRevision)
                    .sorted()
                    .toList();
        }

        void end() {
            story.close();
        }
    }
}
