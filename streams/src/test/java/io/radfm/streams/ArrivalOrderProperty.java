// SPDX-License-Identifier: Apache-2.0
package io.radfm.streams;

import static io.radfm.streams.Images.image;
import static io.radfm.streams.Images.slice;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.radfm.events.InstanceReceived;
import io.radfm.events.StudyContext;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Whatever the order in which objects of several studies arrive, and however often: the contexts
/// are the same.
class ArrivalOrderProperty {
    @Property(tries = 25, shrinking = ShrinkingMode.OFF)
    void anyInterleavingAndRepetitionGivesTheSameContexts(@ForAll("arrivals") List<Integer> order) {
        var straight = new ArrayList<Integer>();
        for (int i = 0; i < images().size(); i++) {
            straight.add(i);
        }
        assertEquals(contexts(straight), contexts(order));
    }

    @Provide
    Arbitrary<List<Integer>> arrivals() {
        int count = images().size();
        var all = new ArrayList<Integer>();
        for (int i = 0; i < count; i++) {
            all.add(i);
        }
        return Arbitraries.integers()
                .between(0, count - 1)
                .list()
                .ofMaxSize(20)
                .map(
                        repeated -> {
                            var every = new ArrayList<>(all);
                            every.addAll(repeated);
                            return every;
                        })
                .flatMap(every -> Arbitraries.shuffle(every));
    }

    /// Two studies of CT and one of DX, with a localizer, a report and a correction among them.
    private static List<InstanceReceived.Builder> images() {
        var images = new ArrayList<InstanceReceived.Builder>();
        for (var study : List.of("1.1", "1.2")) {
            for (int number = 1; number <= 4; number++) {
                images.add(slice(study, 2, number).setSeriesDescription("slice " + number));
            }
            images.add(slice(study, 1, 1).setSeriesDescription("Scout"));
            images.add(image(study, "SR", Images.BASIC_TEXT_SR, 9, 1).setPixels(false));
        }
        images.add(image("1.3", "DX", Images.DX, 1, 1).setViewPosition("PA"));
        images.add(image("1.3", "DX", Images.DX, 1, 2).setViewPosition("LL"));
        return images;
    }

    /// Contexts by study, less the times of arrival and closing.
    private static Map<String, StudyContext> contexts(List<Integer> order) {
        var same = Instant.EPOCH;
        var contexts = new TreeMap<String, StudyContext>();
        try (var story = new StudyStory(Map.of())) {
            story.at(20);
            double seconds = 20;
            for (int index : order) {
                seconds += 0.1;
                story.at(seconds).receives(images().get(index));
            }
            story.at(seconds + 20);
            for (var context : story.contexts()) {
                contexts.merge(
                        context.getStudyInstanceUid(),
                        StudyContext.newBuilder(context)
                                .setFirstReceivedAt(same)
                                .setLastReceivedAt(same)
                                .setClosedAt(same)
                                .build(),
                        (one, other) -> {
                            throw new AssertionError("two contexts of one study");
                        });
            }
        }
        assertEquals(3, contexts.size());
        return contexts;
    }
}
