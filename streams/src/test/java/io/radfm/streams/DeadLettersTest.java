// SPDX-License-Identifier: Apache-2.0
package io.radfm.streams;

import static io.radfm.streams.Images.slice;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.radfm.events.InstanceReceived;
import io.radfm.events.InstanceRef;
import io.radfm.events.Topics;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Records nobody can use leave with their reason, as they were; the rest keeps flowing.
class DeadLettersTest {
    private StudyStory story = new StudyStory(Map.of());

    @AfterEach
    void end() {
        story.close();
    }

    @Test
    void poisonBytesLeaveAndTheRestKeepsFlowing() {
        story.at(20).receives(slice("1.1", 1, 1));
        var key = "patient".getBytes(StandardCharsets.UTF_8);
        byte[] poison = {1, 2, 3, 4};
        story.receivesBytes(Topics.DICOM_INSTANCES, key, poison);
        story.receivesBytes(Topics.RESULTS, key, poison);
        story.receivesBytes(Topics.DICOM_INSTANCES, key, null);
        story.receives(slice("1.1", 1, 2));

        story.at(40);
        assertEquals(List.of("1.1 r1: 2 images"), story.closed());
        var letters = story.deadLetters();
        assertEquals(3, letters.size());
        assertArrayEquals(poison, letters.getFirst().value());
        assertArrayEquals(key, letters.getFirst().key());
        assertEquals("dicom.instances", header(letters.getFirst(), "__streams.errors.topic"));
        assertEquals("inference.results", header(letters.get(1), "__streams.errors.topic"));
    }

    static Stream<Arguments> unusable() {
        return Stream.of(
                bad("record key is not the patient key", it -> it.setPatientKey("someone")),
                bad("bad Study Instance UID", it -> it.setStudyInstanceUid("1\0002")),
                bad("bad Series Instance UID", it -> it.setSeriesInstanceUid("")),
                bad("bad SOP Instance UID", it -> it.setInstance(ref("1".repeat(65), 1))),
                bad("bad number of frames", it -> it.setInstance(ref("1.2", 0))),
                bad("bad modality", it -> it.setModality("<image0>\n")),
                bad("bad position", it -> it.setPosition(List.of(1.0))),
                bad("bad orientation", it -> it.setOrientation(List.of(1.0, 2.0))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unusable")
    void whatCannotBeUsedSaysWhy(String reason, Consumer<InstanceReceived.Builder> change) {
        var broken = slice("1.1", 1, 1);
        var key = broken.getPatientKey();
        change.accept(broken);
        broken.setReceivedAt(StudyStory.NOON);
        var bytes =
                StudyStory.serde(Topics.DICOM_INSTANCES)
                        .serializer()
                        .serialize(Topics.DICOM_INSTANCES.name(), broken.build());
        story.at(20)
                .receivesBytes(Topics.DICOM_INSTANCES, key.getBytes(StandardCharsets.UTF_8), bytes);
        var letter = story.deadLetters().getFirst();
        assertEquals(reason, header(letter, "__streams.errors.message"));
        assertArrayEquals(bytes, letter.value());
        assertEquals(0, story.stored(StudyStores.STUDIES));
    }

    @Test
    void aStudyTakesNoMoreThanItsLimit() {
        story.close();
        story = new StudyStory(Map.of("study.max.instances", "2"));
        story.at(20);
        for (int number = 1; number <= 4; number++) {
            story.receives(slice("1.1", 1, number));
        }
        story.at(40);
        assertEquals(List.of("1.1 r1: 2 images"), story.closed());
        assertEquals(2, story.deadLetters().size());
    }

    private static Arguments bad(String reason, Consumer<InstanceReceived.Builder> change) {
        return Arguments.of(reason, change);
    }

    private static InstanceRef ref(String uid, int frames) {
        return new InstanceRef(uid, Images.digest(uid), 1L, frames);
    }

    private static String header(ConsumerRecord<byte[], byte[]> letter, String name) {
        return new String(letter.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
