// SPDX-License-Identifier: Apache-2.0
package io.radfm.streams;

import static io.radfm.streams.Images.changed;
import static io.radfm.streams.Images.image;
import static io.radfm.streams.Images.slice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.radfm.events.ClosedBy;
import io.radfm.events.InstanceReceived;
import io.radfm.events.StudyContext;
import io.radfm.events.StudyRecord;
import io.radfm.streams.assembly.EventAssembly;
import io.radfm.streams.assembly.StudyPolicy;
import io.radfm.streams.composition.Composer;
import io.radfm.streams.composition.StudyContexts;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/// Assembled again by its events alone, a partition gives the contexts that the topology makes of
/// it: the same, whole, to the last field.
class EventAssemblyTest {
    private static final int STUDIES = 12;
    private static final int ARRIVALS = 400;
    private static final Instant LATER = StudyStory.NOON.plusSeconds(365L * 86_400);

    /// Nobody answers here, so the topology would remember each study until its job has failed.
    private static final Map<String, String> POLICY =
            Map.of("study.deadline.ms", "60000", "study.retention.ms", "31536000000");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void contextsAreThoseOfTheTopology(long seed) throws IOException {
        var arrivals = arrivals(new Random(seed));
        var recorded = recorded(arrivals);
        assertTrue(recorded.size() > STUDIES, recorded.size() + " contexts");
        var again = again(arrivals, POLICY);
        assertEquals(recorded.keySet(), again.keySet());
        recorded.forEach((name, context) -> assertEquals(context, again.get(name)));
    }

    @Test
    void anotherPolicyMakesOtherContexts() throws IOException {
        var arrivals = arrivals(new Random(9));
        var patient =
                Map.of("study.quiet.time.ms", "3000000", "study.quiet.times.ms", "CT=3000000");
        var again = again(arrivals, patient);
        assertTrue(again.size() < recorded(arrivals).size(), again.size() + " contexts");
    }

    /// Images of interleaved studies with pauses of up to a day, repeated and corrected ones, some
    /// with clocks that are behind.
    private static List<InstanceReceived> arrivals(Random random) {
        var arrivals = new ArrayList<InstanceReceived>();
        var now = StudyStory.NOON;
        for (int i = 0; i < ARRIVALS; i++) {
            int pause = random.nextInt(30) == 0 ? 86_400 : random.nextInt(20) == 0 ? 60 : 4;
            now = now.plusMillis(random.nextInt(pause * 1000));
            var study = "1." + random.nextInt(STUDIES);
            int number = random.nextInt(12);
            var image =
                    random.nextInt(4) == 0
                            ? image(study, "DX", Images.DX, 2, number)
                            : slice(study, 1, number);
            if (random.nextInt(15) == 0) {
                image = changed(image, "other bytes " + i);
            }
            var at = now.minusMillis(random.nextInt(5) == 0 ? random.nextInt(20_000) : 0);
            arrivals.add(image.setPatientKey("patient").setReceivedAt(at).build());
        }
        return arrivals;
    }

    /// By study and revision.
    private static Map<String, StudyContext> recorded(List<InstanceReceived> arrivals) {
        var contexts = new TreeMap<String, StudyContext>();
        try (var story = StudyStory.replay(POLICY)) {
            story.longAfter(LATER).reads(arrivals);
            // an image long after moves the clock past every quiet time
            story.reads(List.of(slice("9.9", 1, 1).setReceivedAt(LATER).build()));
            story.contexts().forEach(it -> contexts.put(name(it), it));
        }
        return contexts;
    }

    private static String name(StudyContext context) {
        return context.getStudyInstanceUid() + " r" + context.getRevision();
    }

    private static Map<String, StudyContext> again(
            List<InstanceReceived> arrivals, Map<String, String> settings) throws IOException {
        var policy = StudyPolicy.of(settings);
        var composer = new Composer(policy.composition());
        var kept = new Kept();
        var contexts = new TreeMap<String, StudyContext>();
        var assembly =
                new EventAssembly(
                        policy,
                        kept,
                        (StudyRecord study, ClosedBy by, long at) -> {
                            var composition =
                                    composer.compose(
                                            kept.studies.get(study.getStudyInstanceUid()).values());
                            var made = StudyContexts.of(study, by, at, composition, policy.name());
                            contexts.put(name(made), made);
                        });
        for (var arrival : arrivals) {
            assembly.receive(arrival);
        }
        assembly.end();
        return contexts;
    }

    private static final class Kept implements EventAssembly.Instances {
        private final Map<String, Map<String, InstanceReceived>> studies = new TreeMap<>();

        private Map<String, InstanceReceived> of(String study) {
            return studies.computeIfAbsent(study, _ -> new TreeMap<>(Comparator.naturalOrder()));
        }

        @Override
        public Optional<InstanceReceived> get(InstanceReceived arrived) {
            return Optional.ofNullable(
                    of(arrived.getStudyInstanceUid())
                            .get(arrived.getInstance().getSopInstanceUid()));
        }

        @Override
        public void put(InstanceReceived arrived) {
            of(arrived.getStudyInstanceUid())
                    .put(arrived.getInstance().getSopInstanceUid(), arrived);
        }

        @Override
        public void drop(StudyRecord study) {
            studies.remove(study.getStudyInstanceUid());
        }
    }
}
