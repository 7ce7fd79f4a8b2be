// SPDX-License-Identifier: Apache-2.0
package io.radfm.streams;

import static io.radfm.streams.Images.slice;
import static io.radfm.streams.Images.with;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.radfm.events.InstanceReceived;
import io.radfm.events.StudyStage;
import io.radfm.events.StudyState;
import io.radfm.events.Topics;
import io.radfm.platform.JavaProcess;
import io.radfm.testkit.Eventually;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/// The role as processes over a real broker and registry, and what is left after kill -9 of any of
/// them. The worker repeats itself; nothing else is pretended.
class StreamsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private static final Duration GRACE = Duration.ofSeconds(4);

    @TempDir static Path folder;
    private static Hospital hospital;
    private static RepeatingWorker worker;
    private static JavaProcess role;

    @BeforeAll
    static void open() throws Exception {
        hospital = new Hospital(folder);
        worker = new RepeatingWorker(hospital.cluster());
        role = hospital.streams("streams-1", GRACE);
    }

    @AfterAll
    static void close() {
        role.close();
        worker.close();
        hospital.close();
    }

    @AfterEach
    void everyRevisionHasExactlyOneDraft() throws Exception {
        Eventually.holds("all is read", PATIENCE, hospital::isRead);
        var drafts = hospital.draftsByRevision();
        assertEquals(Set.of(1L), Set.copyOf(drafts.values()), drafts::toString);
    }

    @Test
    void killedMidStudyAndMidSettleEveryStudyGetsOneDraftOfAllItsImages() throws Exception {
        var studies = IntStream.range(0, 12).mapToObj(i -> "1.1." + i).toList();
        for (int number = 1; number <= 15; number++) {
            send(studies, number);
        }
        drafted("1.1.0", 15);
        role.kill(); // while the other studies' results are being settled
        role = hospital.streams("streams-1", GRACE);
        for (int number = 16; number <= 30; number++) {
            send(studies, number);
        }
        Eventually.holds(
                "an image of the second half is read",
                PATIENCE,
                () -> hospital.states("1.1.0").getLast().getInstances() > 15);
        role.kill(); // while studies are half read
        role = hospital.streams("streams-1", GRACE);
        for (int number = 31; number <= 40; number++) {
            send(studies, number);
        }
        for (var study : studies) {
            drafted(study, 40);
            allImagesAreInTheContextOf(study, 40);
        }
        eachSupersedesTheOneBefore("1.1.0");
    }

    @Test
    void aKilledBrokerLosesNothing() throws Exception {
        var studies = List.of("2.1", "2.2");
        send(studies, 1);
        Eventually.holds("a state", PATIENCE, () -> !hospital.states("2.1").isEmpty());
        hospital.broker().kill();
        hospital.broker().restart();
        for (int number = 2; number <= 10; number++) {
            send(studies, number);
        }
        for (var study : studies) {
            drafted(study, 10);
            allImagesAreInTheContextOf(study, 10);
        }
    }

    @Test
    void startedHoursLaterItClosesWhatWasWholeAndLeavesOpenWhatWasHalfSent() throws Exception {
        role.close();
        var then = Instant.now().minus(Duration.ofHours(3));
        for (int number = 1; number <= 3; number++) {
            var whole = with(slice("3.1", 1, number), it -> it.setPatientKey("patient-of-3.2"));
            hospital.sends(whole, then.plusMillis(number));
        }
        for (int number = 1; number <= 3; number++) {
            hospital.sends(slice("3.2", 1, number), then.plusSeconds(600).plusMillis(number));
        }
        hospital.flush();
        // longer than this test waits: only its sender's return may close the half-sent study
        role = hospital.streams("streams-1", Duration.ofHours(1));
        drafted("3.1", 3);
        Eventually.holds("all is read", PATIENCE, hospital::isRead);
        for (int number = 4; number <= 6; number++) {
            send(List.of("3.2"), number);
        }
        drafted("3.2", 6);
        assertEquals(1, hospital.contexts("3.1").size());
        assertEquals(1, hospital.contexts("3.2").size());
        role.close();
        role = hospital.streams("streams-1", GRACE);
    }

    @Test
    void whenOneOfTwoProcessesDiesTheOtherFinishesItsStudies() throws Exception {
        var studies = IntStream.range(0, 8).mapToObj(i -> "4.1." + i).toList();
        try (var second = hospital.streams("streams-2", GRACE)) {
            Eventually.holds("both have partitions", PATIENCE, () -> hospital.owners().size() == 2);
            send(studies, 1);
            for (var study : studies) {
                Eventually.holds("a state", PATIENCE, () -> !hospital.states(study).isEmpty());
            }
            second.kill();
            send(studies, 2);
            send(studies, 3);
            for (var study : studies) {
                drafted(study, 3);
                allImagesAreInTheContextOf(study, 3);
            }
        }
    }

    @Test
    void recordsThatNobodyCanUseLeaveWithReasonAndOriginAndTheRestFlowsOn() throws Exception {
        byte[] poison = {0, 0, 0, 0, 0, 99};
        var key = slice("5.1", 1, 1).getPatientKey();
        var unfit = slice("5.1", 1, 2).setModality("<image0>").setReceivedAt(Instant.now()).build();
        send(List.of("5.1"), 1);
        hospital.sendsBytes(Topics.DICOM_INSTANCES, key, poison);
        hospital.sendsBytes(Topics.DICOM_INSTANCES, key, hospital.bytes(unfit));
        hospital.sendsBytes(Topics.RESULTS, key, poison);
        send(List.of("5.1"), 3);
        drafted("5.1", 2);
        Eventually.holds("all is read", PATIENCE, hospital::isRead);
        var letters =
                hospital.deadLetters().stream().filter(letter -> key.equals(letter.key())).toList();
        var reasons =
                letters.stream()
                        .map(letter -> header(letter, "topic") + " " + header(letter, "message"))
                        .toList();
        assertEquals(3, letters.size(), reasons::toString);
        assertTrue(reasons.contains("dicom.instances bad modality"), reasons::toString);
        var unread =
                letters.stream()
                        .filter(letter -> header(letter, "topic").equals("inference.results"))
                        .findFirst()
                        .orElseThrow();
        assertArrayEquals(poison, unread.value());
        assertTrue(Long.parseLong(header(unread, "offset")) >= 0);
    }

    @Test
    void worklistsSeeAStudyGoThroughItsStages() throws Exception {
        send(List.of("6.1"), 1);
        send(List.of("6.1"), 2);
        send(List.of("6.1"), 2);
        Eventually.holds(
                "the last stage",
                PATIENCE,
                () ->
                        hospital.states("6.1").stream()
                                .anyMatch(it -> it.getStage() == StudyStage.DRAFTED));
        var states = hospital.states("6.1");
        assertEquals(
                List.of(
                        StudyStage.RECEIVED,
                        StudyStage.ASSEMBLING,
                        StudyStage.DRAFTING,
                        StudyStage.DRAFTED),
                states.stream().map(StudyState::getStage).distinct().toList());
        assertEquals(2, states.getLast().getInstances());
        assertEquals(1, states.getLast().getRevision());
    }

    /// The next slice of each, interleaved.
    private static void send(List<String> studies, int number) throws Exception {
        for (var study : studies) {
            hospital.sends(slice(study, 1, number));
        }
        hospital.flush();
    }

    private static void drafted(String study, int images) throws Exception {
        Eventually.get(
                "a draft of %s with %d images".formatted(study, images),
                PATIENCE,
                () -> hospital.drafts(study).stream().map(it -> it.getInstances()).toList(),
                instances -> instances.contains(images));
    }

    private static void allImagesAreInTheContextOf(String study, int images) {
        var expected =
                IntStream.rangeClosed(1, images)
                        .mapToObj(number -> slice(study, 1, number))
                        .map(InstanceReceived.Builder::getInstance)
                        .map(ref -> ref.getSopInstanceUid())
                        .toList();
        assertEquals(expected, StudyStory.sopUids(hospital.contexts(study).getLast()));
    }

    private static void eachSupersedesTheOneBefore(String study) {
        var drafts = hospital.drafts(study);
        assertTrue(drafts.size() > 1, "late images made another revision");
        for (int i = 0; i < drafts.size(); i++) {
            assertEquals(i + 1, drafts.get(i).getRevision());
            assertEquals(i == 0 ? null : i, drafts.get(i).getSupersedes());
        }
    }

    private static String header(ConsumerRecord<?, ?> letter, String name) {
        var value = letter.headers().lastHeader("__streams.errors." + name).value();
        return new String(value, StandardCharsets.UTF_8);
    }
}
