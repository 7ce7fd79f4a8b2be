// SPDX-License-Identifier: Apache-2.0
package io.radfm.wire.scp;

import static io.radfm.wire.scp.ScriptedPeer.CT;
import static io.radfm.wire.scp.ScriptedPeer.EXPLICIT;
import static io.radfm.wire.scp.ScriptedPeer.data;
import static io.radfm.wire.scp.ScriptedPeer.echo;
import static io.radfm.wire.scp.ScriptedPeer.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.radfm.testkit.Eventually;
import io.radfm.wire.AeTitle;
import io.radfm.wire.dimse.DimseStatus;
import io.radfm.wire.pdu.AbortReason;
import io.radfm.wire.pdu.Bytes;
import io.radfm.wire.pdu.DataValue;
import io.radfm.wire.pdu.Pdu;
import io.radfm.wire.pdu.RejectReason;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/// What a well-behaved requestor, with a few habits of its own, gets from our server.
@Timeout(60)
class DicomServerTest {
    private static final ServerSettings SETTINGS =
            ServerSettings.onLoopback(AeTitle.of("RADFM"), 0);

    private static final Duration HANG = Duration.ofSeconds(30);

    private final MemoryStore store = new MemoryStore();
    private DicomServer server;

    private ScriptedPeer associated(ServerSettings settings, StoreService service, int window)
            throws IOException {
        server = DicomServer.start(settings, service, ServerListener.NONE);
        return ScriptedPeer.associated(server.address(), window);
    }

    @AfterEach
    void stop() {
        server.close(Duration.ZERO);
    }

    @Test
    void anObjectInManyFragmentsArrivesWhole() throws Exception {
        var object = random(1_000_000);
        try (var peer = associated(SETTINGS, store, 1)) {
            peer.sendAll(store(1, "1.2.3"));
            for (int at = 0; at < object.length; at += 16_378) {
                int end = Math.min(object.length, at + 16_378);
                peer.sendAll(data(1, end == object.length, Arrays.copyOfRange(object, at, end)));
            }
            assertEquals(List.of("1:0000"), peer.statuses(1));
            peer.release();
        }
        var stored = store.objects.get("1.2.3");
        assertArrayEquals(object, stored.dataSet());
        assertEquals(CT, stored.request().sopClassUid());
        assertEquals(EXPLICIT, stored.request().transferSyntax());
        assertEquals("CT1", stored.request().callingAe());
    }

    @Test
    void commandAndDataInOnePduAreTakenApart() throws Exception {
        try (var peer = associated(SETTINGS, store, 1)) {
            peer.sendAll(
                    store(1, "1.1"),
                    data(1, true, new byte[] {1, 2}),
                    echo(2),
                    store(3, "1.3"),
                    data(1, false, new byte[0]),
                    data(1, true, new byte[] {3}));
            assertEquals(List.of("1:0000", "2:0000", "3:0000"), peer.statuses(3));
        }
        assertArrayEquals(new byte[] {1, 2}, store.objects.get("1.1").dataSet());
        assertArrayEquals(new byte[] {3}, store.objects.get("1.3").dataSet());
    }

    @Test
    void aCommandInFragmentsIsPutTogether() throws Exception {
        try (var peer = associated(SETTINGS, store, 1)) {
            var command = Bytes.join(echo(9).bytes());
            for (int i = 0; i < command.length; i++) {
                peer.sendAll(
                        new DataValue(
                                3, true, i == command.length - 1, ByteBuffer.wrap(command, i, 1)));
            }
            assertEquals(List.of("9:0000"), peer.statuses(1));
        }
    }

    /// With a window, objects are taken while others wait for their disk.
    @Test
    void responsesAreSentWhenObjectsAreSafeInAnyOrder() throws Exception {
        Map<String, CompletableFuture<DimseStatus>> open = new ConcurrentHashMap<>();
        StoreService slow =
                (request, in) -> {
                    in.transferTo(OutputStream.nullOutputStream());
                    return open.computeIfAbsent(
                            request.sopInstanceUid(), _ -> new CompletableFuture<>());
                };
        try (var peer = associated(SETTINGS, slow, 3)) {
            for (int id = 1; id <= 3; id++) {
                peer.sendAll(store(id, "1." + id)).sendAll(data(1, true, new byte[10]));
            }
            Eventually.holds("three objects at once", HANG, () -> open.size() == 3);
            open.get("1.3").complete(DimseStatus.SUCCESS);
            assertEquals(List.of("3:0000"), peer.statuses(1));
            open.get("1.1").complete(DimseStatus.outOfResources("disk"));
            assertEquals(List.of("1:A700"), peer.statuses(1));
            peer.send(new Pdu.ReleaseRequest());
            open.get("1.2").complete(DimseStatus.SUCCESS);
            assertEquals(List.of("2:0000"), peer.statuses(1));
            assertEquals(new Pdu.ReleaseResponse(), peer.receive());
        }
    }

    @Test
    void theWindowIsGrantedUpToOurLimitAndOnlyWhenAskedFor() throws Exception {
        server = DicomServer.start(SETTINGS.withWindow(5), store, ServerListener.NONE);
        var granted = new ArrayList<Object>();
        for (int asked : new int[] {0, 3, 9, 1}) {
            try (var peer = new ScriptedPeer(server.address())) {
                peer.send(ScriptedPeer.request("RADFM", asked));
                var accept = (Pdu.AssociateAccept) peer.receive();
                granted.add(accept.user().asyncWindow().map(w -> w.invoked()).orElse(-1));
            }
        }
        assertEquals(List.of(5, 3, 5, -1), granted);
    }

    @Test
    void aServiceThatFailsCostsOneObjectNotTheAssociation() throws Exception {
        StoreService failing =
                (request, in) -> {
                    in.readNBytes(10);
                    switch (request.sopInstanceUid()) {
                        case "1.1" -> throw new IOException("disk full");
                        case "1.2" -> throw new IllegalStateException("a bug");
                        case "1.3" -> {
                            return CompletableFuture.failedFuture(new IOException("late"));
                        }
                        case "1.4" -> {
                            return null;
                        }
                        default -> {
                            return store.store(request, in);
                        }
                    }
                };
        try (var peer = associated(SETTINGS, failing, 1)) {
            for (int id = 1; id <= 5; id++) {
                peer.sendAll(store(id, "1." + id), data(1, false, random(5000)));
                peer.sendAll(data(1, true, random(5000)));
            }
            assertEquals(
                    List.of("1:A700", "2:C000", "3:A700", "4:C000", "5:0000"), peer.statuses(5));
            peer.release();
        }
        assertEquals(9990, store.objects.get("1.5").dataSet().length);
    }

    @Test
    void anObjectOverTheLimitIsRefusedAndTheNextIsTaken() throws Exception {
        try (var peer = associated(SETTINGS.withMaxObjectBytes(1000), store, 1)) {
            peer.sendAll(store(1, "1.1"), data(1, false, random(600)), data(1, true, random(600)));
            peer.sendAll(store(2, "1.2"), data(1, true, random(1000)));
            assertEquals(List.of("1:C000", "2:0000"), peer.statuses(2));
        }
        assertEquals(Set.of("1.2"), store.objects.keySet());
    }

    @Test
    void anObjectWithoutEndIsCutOff() throws Exception {
        try (var peer = associated(SETTINGS.withMaxObjectBytes(1000), store, 1)) {
            peer.sendAll(store(1, "1.1"));
            for (int i = 0; i < 5; i++) {
                peer.sendAll(data(1, false, random(600)));
            }
            assertEquals(new Pdu.Abort(AbortReason.INVALID_PDU_PARAMETER_VALUE), peer.receive());
        }
    }

    @Test
    void badUidsGetAStatusNotAnAbort() throws Exception {
        try (var peer = associated(SETTINGS, store, 1)) {
            peer.sendAll(store(1, "../../etc/passwd"), data(1, true, random(10)));
            peer.sendAll(store(2, "1".repeat(65)), data(1, true, random(10)));
            peer.sendAll(store(3, ""), data(1, true, random(10)));
            peer.sendAll(store(4, "1.2"), data(1, true, random(10)));
            assertEquals(List.of("1:0117", "2:0117", "3:0117", "4:0000"), peer.statuses(4));
        }
    }

    @Test
    void operationsNobodyServesHereAreAnsweredAndACancelIsNot() throws Exception {
        try (var peer = associated(SETTINGS, store, 1)) {
            peer.sendAll(
                    ScriptedPeer.command(
                            1,
                            """
                            0000 0001 02000000 2000   # C-FIND-RQ
                            0000 1001 02000000 0100
                            0000 0008 02000000 0000   # with a data set
                            """),
                    data(1, true, random(20)));
            peer.sendAll(
                    ScriptedPeer.command(
                            1,
                            """
                            0000 0001 02000000 FF0F   # C-CANCEL-RQ
                            0000 2001 02000000 0100
                            0000 0008 02000000 0101
                            """));
            peer.sendAll(echo(2));
            assertEquals(List.of("1:0211", "2:0000"), peer.statuses(2));
        }
    }

    @Test
    void onlyOurTitleAndThoseOnTheListGetIn() throws Exception {
        server =
                DicomServer.start(
                        SETTINGS.withCallingAes(Set.of(AeTitle.of("CT2"))),
                        store,
                        ServerListener.NONE);
        try (var peer = new ScriptedPeer(server.address())) {
            peer.send(ScriptedPeer.request("PACS", 1));
            assertEquals(
                    new Pdu.AssociateReject(false, RejectReason.CALLED_AE_TITLE_NOT_RECOGNIZED),
                    peer.receive());
        }
        try (var peer = new ScriptedPeer(server.address())) {
            peer.send(ScriptedPeer.request("RADFM", 1));
            assertEquals(
                    new Pdu.AssociateReject(false, RejectReason.CALLING_AE_TITLE_NOT_RECOGNIZED),
                    peer.receive());
        }
    }

    @Test
    void overTheLimitOfAssociationsOneIsToldToComeBack() throws Exception {
        server = DicomServer.start(SETTINGS.withMaxAssociations(1), store, ServerListener.NONE);
        try (var first = ScriptedPeer.associated(server.address(), 1)) {
            try (var second = new ScriptedPeer(server.address())) {
                second.send(ScriptedPeer.request("RADFM", 1));
                assertEquals(
                        new Pdu.AssociateReject(true, RejectReason.LOCAL_LIMIT_EXCEEDED),
                        second.receive());
            }
            first.release();
        }
        Eventually.holds(
                "room again",
                HANG,
                () -> {
                    try (var _ = ScriptedPeer.associated(server.address(), 1)) {
                        return true;
                    } catch (IOException e) {
                        return false;
                    }
                });
    }

    @Test
    void manyAssociationsAreServedAtOnce() throws Exception {
        server = DicomServer.start(SETTINGS, store, ServerListener.NONE);
        var peers = new ArrayList<ScriptedPeer>();
        for (int i = 0; i < 40; i++) {
            peers.add(ScriptedPeer.associated(server.address(), 1));
            peers.get(i).sendAll(store(1, "1." + i)).sendAll(data(1, false, random(100)));
        }
        var expected = new HashSet<String>();
        for (int i = 0; i < 40; i++) {
            peers.get(i).sendAll(data(1, true, random(100)));
            assertEquals(List.of("1:0000"), peers.get(i).statuses(1));
            expected.add("1." + i);
            peers.get(i).close();
        }
        assertEquals(expected, store.objects.keySet());
    }

    @Test
    void closingFinishesTheObjectUnderWayAndTellsTheRest() throws Exception {
        var begun = new CountDownLatch(1);
        StoreService announcing =
                (request, in) -> {
                    begun.countDown();
                    return store.store(request, in);
                };
        try (var busy = associated(SETTINGS, announcing, 1);
                var idle = ScriptedPeer.associated(server.address(), 1)) {
            busy.sendAll(store(1, "1.1"), data(1, false, random(100)));
            begun.await();
            var closing = Thread.startVirtualThread(() -> server.close(HANG));
            assertEquals(new Pdu.Abort(AbortReason.SERVICE_USER), idle.receive());
            busy.sendAll(data(1, true, random(100)));
            assertEquals(List.of("1:0000"), busy.statuses(1));
            assertEquals(new Pdu.Abort(AbortReason.SERVICE_USER), busy.receive());
            busy.hangUp();
            idle.hangUp();
            closing.join();
        }
        assertEquals(1, store.objects.size());
    }

    private static byte[] random(int length) {
        var bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }
}
