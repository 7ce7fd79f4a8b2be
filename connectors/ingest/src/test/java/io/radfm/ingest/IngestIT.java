// SPDX-License-Identifier: Apache-2.0
package io.radfm.ingest;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.radfm.dicom.DicomReader;
import io.radfm.dicom.Tag;
import io.radfm.dicom.Uid;
import io.radfm.dicom.Vr;
import io.radfm.events.InstanceReceived;
import io.radfm.platform.Platform;
import io.radfm.testkit.Eventually;
import io.radfm.testkit.FreePort;
import io.radfm.wire.dimse.DimseStatus;
import io.radfm.wire.scu.Outgoing;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// What a sender is told, and what is then in the store and on Kafka.
@ExtendWith(OnePlatform.class)
class IngestIT {
    private static final int PREAMBLE_AND_PREFIX = 132;
    private static final int META_LENGTH_VALUE = 140;

    private static Platform platform;

    @TempDir Path folder;
    private Ingest ingest;

    @BeforeAll
    static void find(Platform running) {
        platform = running;
    }

    @BeforeEach
    void start() throws IOException {
        ingest = Setting.ingest(platform.settings(), folder, Map.of());
    }

    @AfterEach
    void stop() {
        ingest.close();
    }

    @Test
    void anAcknowledgedInstanceHasItsObjectAndItsEvent() throws Exception {
        var uid = Uid.generate();
        var slice = TestObjects.slice(uid, 7);
        assertEquals(DimseStatus.SUCCESS, send(ingest, TestObjects.outgoing(slice)));

        var event = onlyEvent(uid);
        assertEquals(TestObjects.STUDY, event.getStudyInstanceUid());
        assertEquals("TEST", event.getSource().getCallingAe());
        assertEquals(7, event.getInstanceNumber());
        assertTrue(event.getPixels());
        assertFalse(event.toString().contains("TEST-4711"));

        var file = stored(event);
        var meta = java.nio.ByteBuffer.wrap(file).order(java.nio.ByteOrder.LITTLE_ENDIAN);
        int dataSetAt = META_LENGTH_VALUE + 4 + meta.getInt(META_LENGTH_VALUE);
        assertEquals("DICM", new String(file, PREAMBLE_AND_PREFIX - 4, 4));
        assertArrayEquals(
                TestObjects.bytes(slice), Arrays.copyOfRange(file, dataSetAt, file.length));
        var read = DicomReader.read(folder.resolve("objects/sha256").resolve(where(event)));
        assertEquals(uid, read.meta().elements().string(Tag.MEDIA_STORAGE_SOP_INSTANCE_UID).get());
    }

    @Test
    void theSameBytesTwiceAreOneObjectAndAnEventEach() throws Exception {
        var uid = Uid.generate();
        var slice = TestObjects.outgoing(TestObjects.slice(uid, 1));
        assertEquals(DimseStatus.SUCCESS, send(ingest, slice));
        assertEquals(DimseStatus.SUCCESS, send(ingest, slice));
        var events = Events.of(platform.settings(), uid);
        assertEquals(2, events.size());
        assertEquals(events.get(0).getInstance(), events.get(1).getInstance());
        assertEquals(1, objects());
    }

    @Test
    void theSameInstanceWithOtherBytesIsKeptBesideTheFirst() throws Exception {
        var uid = Uid.generate();
        send(ingest, TestObjects.outgoing(TestObjects.slice(uid, 1)));
        send(ingest, TestObjects.outgoing(TestObjects.slice(uid, 2)));
        var events = Events.of(platform.settings(), uid);
        assertEquals(2, events.size());
        assertNotEquals(
                events.get(0).getInstance().getDigest(), events.get(1).getInstance().getDigest());
        assertEquals(1, events.get(0).getInstanceNumber());
        assertEquals(2, events.get(1).getInstanceNumber());
        assertEquals(2, objects());
    }

    @Test
    void anUnreadableHeaderIsRefusedForGoodAndLeavesNothing() throws Exception {
        var uid = Uid.generate();
        var garbage = new byte[100_000];
        Arrays.fill(garbage, (byte) 0x5A);
        var status = send(ingest, TestObjects.outgoing(uid, garbage));
        assertEquals(0xC000, status.code());
        assertTrue(status.comment().isPresent());
        assertLeftNothing(uid);
    }

    @Test
    void aHeaderThatEndsTooSoonIsRefused() throws Exception {
        var uid = Uid.generate();
        var bytes = TestObjects.bytes(TestObjects.slice(uid, 1));
        var status = send(ingest, TestObjects.outgoing(uid, Arrays.copyOf(bytes, 61)));
        assertEquals(0xC000, status.code());
        assertLeftNothing(uid);
    }

    @Test
    void anotherInstanceThanTheCommandNamesIsRefused() throws Exception {
        var uid = Uid.generate();
        var other = TestObjects.bytes(TestObjects.slice(Uid.generate(), 1));
        assertEquals(0xA900, send(ingest, TestObjects.outgoing(uid, other)).code());
        assertLeftNothing(uid);
    }

    @Test
    void anInstanceWithoutStudyIsRefused() throws Exception {
        var uid = Uid.generate();
        var slice = TestObjects.slice(uid, 1).remove(Tag.STUDY_INSTANCE_UID);
        var status = send(ingest, TestObjects.outgoing(slice));
        assertEquals(0xC000, status.code());
        assertEquals("Study Instance UID is absent", status.comment().orElseThrow());
        assertLeftNothing(uid);
    }

    @Test
    void withoutAPatientIdTheStudyIsTheKey() throws Exception {
        var uid = Uid.generate();
        var slice = TestObjects.slice(uid, 1).putEmpty(Tag.PATIENT_ID, Vr.LO);
        assertEquals(DimseStatus.SUCCESS, send(ingest, TestObjects.outgoing(slice)));
        assertEquals(TestObjects.STUDY, onlyEvent(uid).getPatientKey());
    }

    @Test
    void aFullDiskSaysLaterAndHealthSaysWhy() throws Exception {
        try (var full =
                Setting.ingest(
                        platform.settings(),
                        folder,
                        Map.of("object.store.min.free.percent", "100"))) {
            var uid = Uid.generate();
            var status = send(full, TestObjects.outgoing(TestObjects.slice(uid, 1)));
            assertEquals(0xA700, status.code());
            assertTrue(full.health().reason().startsWith("store is full"));
            assertLeftNothing(uid);
        }
        Eventually.holds("ready", Duration.ofSeconds(30), () -> ingest.health().isReady());
    }

    @Test
    void withoutABrokerTheSenderIsToldToComeBack() throws Exception {
        int nobody = FreePort.next();
        try (var alone =
                Setting.ingest(
                        platform.settings(),
                        folder.resolve("alone"),
                        Map.of(
                                "bootstrap.servers",
                                "127.0.0.1:" + nobody,
                                "ingest.publish.timeout.ms",
                                "1000"))) {
            var uid = Uid.generate();
            var slice = TestObjects.outgoing(TestObjects.slice(uid, 1));
            assertEquals(0xA700, send(alone, slice).code());
            assertFalse(alone.health().isReady());
            assertEquals(DimseStatus.SUCCESS, send(ingest, slice)); // it came back
            assertEquals(1, Events.of(platform.settings(), uid).size());
        }
    }

    @Test
    void moreObjectsThanThereIsRoomForAreRefusedForTheTimeBeing() throws Exception {
        try (var narrow =
                        Setting.ingest(
                                platform.settings(), folder, Map.of("ingest.max.in.flight", "1"));
                var scu = Setting.connect(narrow, 16)) {
            var statuses = new ArrayList<CompletableFuture<DimseStatus>>();
            for (int i = 0; i < 100; i++) {
                statuses.add(scu.send(TestObjects.outgoing(TestObjects.slice(Uid.generate(), i))));
            }
            var codes = new ArrayList<Integer>();
            for (var status : statuses) {
                codes.add(status.get(1, TimeUnit.MINUTES).code());
            }
            scu.release();
            assertTrue(codes.contains(0x0000));
            assertTrue(codes.stream().allMatch(code -> code == 0x0000 || code == 0xA700));
        }
    }

    @Test
    void objectsSentAheadOfTheirResponsesAreAllThere() throws Exception {
        var uids = new ArrayList<String>();
        var statuses = new ArrayList<CompletableFuture<DimseStatus>>();
        try (var scu = Setting.connect(ingest, 8)) {
            for (int i = 0; i < 60; i++) {
                uids.add(Uid.generate());
                statuses.add(scu.send(TestObjects.outgoing(TestObjects.slice(uids.get(i), i))));
            }
            for (var status : statuses) {
                assertEquals(DimseStatus.SUCCESS, status.get(1, TimeUnit.MINUTES));
            }
            scu.release();
        }
        var published =
                Events.all(platform.settings()).stream()
                        .map(event -> event.getInstance().getSopInstanceUid())
                        .toList();
        assertTrue(published.containsAll(uids));
        assertEquals(60, objects());
    }

    private static DimseStatus send(Ingest to, Outgoing object) throws Exception {
        try (var scu = Setting.connect(to, 1)) {
            var status = scu.send(object).get(1, TimeUnit.MINUTES);
            scu.release();
            return status;
        }
    }

    private static InstanceReceived onlyEvent(String uid) {
        var events = Events.of(platform.settings(), uid);
        assertEquals(1, events.size());
        return events.getFirst();
    }

    private byte[] stored(InstanceReceived event) throws IOException {
        try (var store = Setting.store(folder)) {
            store.verify(event.getInstance().getDigest());
            var file = store.range(event.getInstance().getDigest(), 0, Integer.MAX_VALUE);
            assertEquals(event.getInstance().getBytes(), file.length);
            return file;
        }
    }

    private static String where(InstanceReceived event) {
        var digest = event.getInstance().getDigest();
        return digest.substring(0, 2) + "/" + digest.substring(2);
    }

    private void assertLeftNothing(String uid) throws IOException {
        assertEquals(List.of(), Events.of(platform.settings(), uid));
        assertEquals(0, objects());
    }

    private long objects() throws IOException {
        try (var files = Files.walk(folder.resolve("objects/sha256"))) {
            return files.filter(Files::isRegularFile).count();
        }
    }
}
