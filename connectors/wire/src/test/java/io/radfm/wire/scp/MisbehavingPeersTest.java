// SPDX-License-Identifier: Apache-2.0
package io.radfm.wire.scp;

import static io.radfm.wire.scp.ScriptedPeer.data;
import static io.radfm.wire.scp.ScriptedPeer.echo;
import static io.radfm.wire.scp.ScriptedPeer.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.radfm.testkit.Eventually;
import io.radfm.wire.AeTitle;
import io.radfm.wire.pdu.AbortReason;
import io.radfm.wire.pdu.Bytes;
import io.radfm.wire.pdu.Pdu;
import io.radfm.wire.upper.AssociationSettings;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/// Peers that break the rules lose their association; the server, and what it has stored, stay as
/// they were.
@Timeout(120)
class MisbehavingPeersTest {
    private static final Duration HANG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final ServerSettings PATIENT = ServerSettings.onLoopback(AeTitle.of("RADFM"), 0);
    private static final ServerSettings IMPATIENT =
            PATIENT.withAssociation(new AssociationSettings(64 << 10, SHORT, SHORT));

    private final MemoryStore store = new MemoryStore();
    private final AtomicInteger probes = new AtomicInteger();
    private DicomServer server;

    @BeforeEach
    void start() throws IOException {
        start(PATIENT);
    }

    private void start(ServerSettings settings) throws IOException {
        if (server != null) {
            server.close(Duration.ZERO);
        }
        server =
                DicomServer.start(
                        settings,
                        store,
                        new ServerListener() {
                            @Override
                            public void probed() {
                                probes.incrementAndGet();
                            }
                        });
    }

    /// After each of these, a good peer is served as if nothing had been.
    @AfterEach
    void othersAreServedStill() throws IOException {
        try (var peer = ScriptedPeer.associated(server.address(), 1)) {
            peer.sendAll(echo(1));
            assertEquals("1:0000", peer.statuses(1).getFirst());
            peer.release();
        }
        server.close(Duration.ZERO);
    }

    @Test
    void connectAndCloseIsAProbe() throws Exception {
        for (int i = 0; i < 20; i++) {
            new ScriptedPeer(server.address()).close();
        }
        Eventually.holds("all are counted", HANG, () -> probes.get() == 20);
    }

    @Test
    void somethingThatIsNotDicomIsAborted() throws Exception {
        try (var peer = new ScriptedPeer(server.address())) {
            peer.send("GET / HTTP/1.1\r\nHost: radfm\r\n\r\n".getBytes());
            assertEquals(new Pdu.Abort(AbortReason.SERVICE_USER), peer.receive());
        }
    }

    @Test
    void lengthsOfGigabytesAreRefusedUnread() throws Exception {
        try (var peer = new ScriptedPeer(server.address())) {
            peer.send(Bytes.of("01 00 7FFFFFFF 0001"));
            assertEquals(new Pdu.Abort(AbortReason.SERVICE_USER), peer.receive());
        }
        try (var peer = ScriptedPeer.associated(server.address(), 1)) {
            peer.send(Bytes.of("04 00 FFFFFFFF 00000010"));
            assertEquals(new Pdu.Abort(AbortReason.INVALID_PDU_PARAMETER_VALUE), peer.receive());
        }
    }

    @Test
    void aPduSomewhatLongerThanAskedForIsTaken() throws Exception {
        start(PATIENT.withAssociation(new AssociationSettings(16 << 10, HANG, HANG)));
        try (var peer = ScriptedPeer.associated(server.address(), 1)) {
            peer.sendAll(store(1, "1.1"), data(1, true, new byte[200_000]), echo(2));
            peer.sendAll(echo(3));
            assertEquals("[1:0000, 2:0000, 3:0000]", peer.statuses(3).toString());
        }
        assertEquals(200_000, store.objects.get("1.1").dataSet().length);
    }

    @Test
    void everyTypeOfPduOutOfPlaceIsAborted() throws Exception {
        try (var peer = new ScriptedPeer(server.address())) {
            peer.send(new Pdu.ReleaseRequest()); // before any association
            assertEquals(new Pdu.Abort(AbortReason.SERVICE_USER), peer.receive());
        }
        try (var peer = ScriptedPeer.associated(server.address(), 1)) {
            peer.send(ScriptedPeer.request("RADFM", 1)); // a second time
            assertEquals(new Pdu.Abort(AbortReason.UNEXPECTED_PDU), peer.receive());
        }
        try (var peer = ScriptedPeer.associated(server.address(), 1)) {
            peer.send(new Pdu.ReleaseResponse()); // unasked
            assertEquals(new Pdu.Abort(AbortReason.UNEXPECTED_PDU), peer.receive());
        }
        try (var peer = ScriptedPeer.associated(server.address(), 1)) {
            peer.send(Bytes.of("2A 00 00000004 00000000")); // no such type
            assertEquals(new Pdu.Abort(AbortReason.UNRECOGNIZED_PDU), peer.receive());
        }
    }

    @Test
    void fragmentsForUnknownContextsAreAborted() throws Exception {
        try (var peer = ScriptedPeer.associated(server.address(), 1)) {
            peer.sendAll(ScriptedPeer.command(99, "0000 0001 02000000 3000"));
            assertEquals(new Pdu.Abort(AbortReason.UNEXPECTED_PDU_PARAMETER), peer.receive());
        }
        try (var peer = ScriptedPeer.associated(server.address(), 1)) {
            peer.sendAll(data(1, true, new byte[10])); // of no command
            assertEquals(new Pdu.Abort(AbortReason.UNEXPECTED_PDU_PARAMETER), peer.receive());
        }
    }

    /// A sender that gave up on an object and began another.
    @Test
    void anObjectWithinAnObjectKeepsNeither() throws Exception {
        try (var peer = ScriptedPeer.associated(server.address(), 1)) {
            peer.sendAll(store(1, "1.1"), data(1, false, new byte[100]));
            peer.sendAll(store(2, "1.2"), data(1, true, new byte[100]));
            assertEquals(new Pdu.Abort(AbortReason.UNEXPECTED_PDU_PARAMETER), peer.receive());
        }
        try (var peer = ScriptedPeer.associated(server.address(), 1)) {
            peer.sendAll(store(1, "1.1"), data(1, false, new byte[100]));
            peer.sendAll(data(3, true, new byte[100]));
            assertEquals(new Pdu.Abort(AbortReason.UNEXPECTED_PDU_PARAMETER), peer.receive());
        }
        Eventually.holds("both are cut off", HANG, () -> store.cutOff.get() == 2);
        assertTrue(store.objects.isEmpty());
    }

    @Test
    void anObjectCutOffAnywhereIsNotKept() throws Exception {
        var message =
                Bytes.write(
                        new Pdu.DataTransfer(
                                java.util.List.of(store(1, "1.1"), data(1, false, new byte[40]))));
        var last =
                Bytes.write(new Pdu.DataTransfer(java.util.List.of(data(1, true, new byte[40]))));
        for (int cut = 0; cut < last.length; cut++) {
            try (var peer = ScriptedPeer.associated(server.address(), 1)) {
                peer.send(message).send(Arrays.copyOf(last, cut));
            }
        }
        Eventually.holds("all are cut off", HANG, () -> store.cutOff.get() == last.length);
        assertTrue(store.objects.isEmpty());
    }

    @Test
    void aReleaseOrAnAbortWithinAnObjectEndsIt() throws Exception {
        try (var peer = ScriptedPeer.associated(server.address(), 1)) {
            peer.sendAll(store(1, "1.1"), data(1, false, new byte[40]));
            peer.send(new Pdu.ReleaseRequest());
            assertEquals(new Pdu.ReleaseResponse(), peer.receive());
        }
        try (var peer = ScriptedPeer.associated(server.address(), 1)) {
            peer.sendAll(store(1, "1.1"), data(1, false, new byte[40]));
            peer.send(new Pdu.Abort(AbortReason.SERVICE_USER));
            assertNull(peer.receive());
        }
        Eventually.holds("both are cut off", HANG, () -> store.cutOff.get() == 2);
        assertTrue(store.objects.isEmpty());
    }

    @Test
    void aResponseToNothingIsAborted() throws Exception {
        try (var peer = ScriptedPeer.associated(server.address(), 1)) {
            peer.sendAll(
                    ScriptedPeer.command(
                            1,
                            """
                            0000 0001 02000000 0180   # C-STORE-RSP
                            0000 2001 02000000 0100
                            0000 0008 02000000 0101
                            0000 0009 02000000 0000
                            """));
            assertEquals(new Pdu.Abort(AbortReason.UNEXPECTED_PDU_PARAMETER), peer.receive());
        }
    }

    @Test
    void aCommandThatNeverEndsIsAborted() throws Exception {
        try (var peer = ScriptedPeer.associated(server.address(), 1)) {
            var part =
                    new io.radfm.wire.pdu.DataValue(
                            1, true, false, java.nio.ByteBuffer.allocate(16_000));
            for (int i = 0; i < 5; i++) {
                peer.sendAll(part);
            }
            assertEquals(new Pdu.Abort(AbortReason.UNEXPECTED_PDU_PARAMETER), peer.receive());
        }
    }

    /// The whole request has one ARTIM, however small the steps in which it comes.
    @Test
    void aRequestThatComesByteByByteRunsOutOfTime() throws Exception {
        start(IMPATIENT);
        var request = Bytes.write(ScriptedPeer.request("RADFM", 1));
        try (var peer = new ScriptedPeer(server.address())) {
            var reading = Thread.startVirtualThread(() -> waitForEnd(peer));
            for (int i = 0; i < request.length - 1 && reading.isAlive(); i++) {
                sendUnlessClosed(peer, request[i]);
                reading.join(Duration.ofMillis(20));
            }
            reading.join();
        }
    }

    @Test
    void silenceIsEndedWithAnAbort() throws Exception {
        start(IMPATIENT);
        try (var peer = ScriptedPeer.associated(server.address(), 1)) {
            assertEquals(new Pdu.Abort(AbortReason.SERVICE_USER), peer.receive());
            assertNull(peer.receive(), "and ARTIM closes the connection");
        }
        try (var peer = ScriptedPeer.associated(server.address(), 1)) {
            peer.sendAll(store(1, "1.1"), data(1, false, new byte[40]));
            peer.send(Bytes.of("04 00 00001000 00")); // half a PDU
            assertEquals(new Pdu.Abort(AbortReason.SERVICE_USER), peer.receive());
        }
        Eventually.holds("the object is cut off", HANG, () -> store.cutOff.get() == 1);
    }

    @Test
    void whoDoesNotCloseAfterTheReleaseIsClosedByArtim() throws Exception {
        start(IMPATIENT);
        try (var peer = ScriptedPeer.associated(server.address(), 1)) {
            peer.release();
            assertNull(peer.receive());
        }
    }

    private static void waitForEnd(ScriptedPeer peer) {
        try {
            assertNull(peer.receive());
        } catch (IOException e) {
            return; // reset: closed, too
        }
    }

    private static void sendUnlessClosed(ScriptedPeer peer, byte one) {
        try {
            peer.send(new byte[] {one});
        } catch (IOException e) {
            return; // the reader sees it as well
        }
    }
}
