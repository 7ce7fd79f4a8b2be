// SPDX-License-Identifier: Apache-2.0
package io.radfm.wire.scu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.radfm.testkit.Eventually;
import io.radfm.wire.AeTitle;
import io.radfm.wire.dimse.DimseStatus;
import io.radfm.wire.dimse.UnreadableObject;
import io.radfm.wire.pdu.AnsweredContext.Result;
import io.radfm.wire.scp.DicomServer;
import io.radfm.wire.scp.MemoryStore;
import io.radfm.wire.scp.ServerListener;
import io.radfm.wire.scp.ServerSettings;
import io.radfm.wire.scp.StoreService;
import io.radfm.wire.upper.AssociationSettings;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/// Our requestor against our server, and against peers that do not do what they should.
@Timeout(60)
class StoreScuTest {
    private static final Duration HANG = Duration.ofSeconds(30);
    private static final AeTitle RADFM = AeTitle.of("RADFM");
    private static final ScuSettings SETTINGS = ScuSettings.of(AeTitle.of("CT1"));
    private static final ObjectKind CT =
            new ObjectKind("1.2.840.10008.5.1.4.1.1.2", "1.2.840.10008.1.2.1");
    private static final ObjectKind WORKLIST =
            new ObjectKind("1.2.840.10008.5.1.4.31", "1.2.840.10008.1.2.1");

    private final MemoryStore store = new MemoryStore();
    private DicomServer server;

    private Destination start(ServerSettings settings, StoreService service) throws IOException {
        server = DicomServer.start(settings, service, ServerListener.NONE);
        return new Destination(RADFM, "localhost", server.address().getPort());
    }

    private Destination start() throws IOException {
        return start(ServerSettings.onLoopback(RADFM, 0), store);
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.close(Duration.ZERO);
        }
    }

    @Test
    void echoIsAnswered() throws Exception {
        assertEquals(DimseStatus.SUCCESS, Echo.verify(start(), SETTINGS));
    }

    @Test
    void objectsOfAllSizesArriveAsTheyWere() throws Exception {
        var small =
                SETTINGS.withAssociation(new AssociationSettings(4096, HANG, HANG)).withWindow(4);
        int[] sizes = {0, 1, 2, 4090, 4091, 8180, 1_000_001};
        try (var scu = StoreScu.connect(start(), small, List.of(CT))) {
            for (int size : sizes) {
                scu.send(Outgoing.of(CT, "1." + size, random(size)));
            }
            scu.release();
        }
        for (int size : sizes) {
            assertArrayEquals(random(size), store.objects.get("1." + size).dataSet());
        }
    }

    @Test
    void thePeersMaximumIsKept() throws Exception {
        var tiny = new AssociationSettings(4096, HANG, HANG);
        var to = start(ServerSettings.onLoopback(RADFM, 0).withAssociation(tiny), store);
        try (var scu = StoreScu.connect(to, SETTINGS, List.of(CT))) {
            assertTrue(scu.send(Outgoing.of(CT, "1.1", random(50_000))).get().isSuccess());
            scu.release();
        }
    }

    @Test
    void asManyAreOutstandingAsTheWindowAllows() throws Exception {
        var answers = new ArrayList<CompletableFuture<DimseStatus>>();
        StoreService slow =
                (_, in) -> {
                    in.transferTo(OutputStream.nullOutputStream());
                    synchronized (answers) {
                        answers.add(new CompletableFuture<>());
                        return answers.getLast();
                    }
                };
        var to = start(ServerSettings.onLoopback(RADFM, 0).withWindow(3), slow);
        try (var scu = StoreScu.connect(to, SETTINGS.withWindow(9), List.of(CT))) {
            var sent = new AtomicInteger();
            var sending =
                    Thread.startVirtualThread(
                            () -> {
                                for (int i = 0; i < 4; i++) {
                                    sendOrFail(scu, "1." + i);
                                    sent.incrementAndGet();
                                }
                            });
            Eventually.holds("three are sent", HANG, () -> sent.get() == 3 && count(answers) == 3);
            Eventually.holds(
                    "the fourth waits", HANG, () -> sending.getState() == Thread.State.WAITING);
            answers.get(1).complete(DimseStatus.SUCCESS);
            Eventually.holds("the fourth is sent", HANG, () -> count(answers) == 4);
            answers.forEach(answer -> answer.complete(DimseStatus.SUCCESS));
            sending.join();
            scu.release();
        }
    }

    private static int count(List<?> list) {
        synchronized (list) {
            return list.size();
        }
    }

    private static void sendOrFail(StoreScu scu, String instance) {
        try {
            scu.send(Outgoing.of(CT, instance, random(100)));
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whatThePeerDoesNotTakeIsNotSent() throws Exception {
        try (var scu = StoreScu.connect(start(), SETTINGS, List.of(WORKLIST, CT))) {
            assertEquals(Result.ABSTRACT_SYNTAX_NOT_SUPPORTED, scu.answer(WORKLIST));
            assertEquals(Result.ACCEPTANCE, scu.answer(CT));
            assertEquals(0x0122, scu.send(Outgoing.of(WORKLIST, "1.1", random(10))).get().code());
            assertTrue(scu.send(Outgoing.of(CT, "1.2", random(10))).get().isSuccess());
            scu.release();
        }
    }

    @Test
    void aRejectionSaysWhy() throws Exception {
        var wrong = new Destination(AeTitle.of("PACS"), "localhost", start().port());
        var rejected =
                assertThrows(
                        AssociationRejected.class,
                        () -> StoreScu.connect(wrong, SETTINGS, List.of(CT)));
        assertFalse(rejected.isTransient());
        assertEquals("association rejected: called AE title not recognized", rejected.getMessage());
    }

    @Test
    void aServerThatGoesAwayFailsWhatIsOutstanding() throws Exception {
        var arrived = new CountDownLatch(1);
        StoreService never =
                (_, in) -> {
                    in.transferTo(OutputStream.nullOutputStream());
                    arrived.countDown();
                    return new CompletableFuture<>();
                };
        var to = start(ServerSettings.onLoopback(RADFM, 0), never);
        try (var scu = StoreScu.connect(to, SETTINGS, List.of(CT))) {
            var status = scu.send(Outgoing.of(CT, "1.1", random(10)));
            arrived.await();
            server.close(Duration.ZERO);
            var failed = assertThrows(ExecutionException.class, status::get);
            assertEquals("connection lost", failed.getCause().getMessage());
            assertThrows(IOException.class, scu::release);
        }
    }

    @Test
    void anAnswerThatNeverComesIsNotWaitedForForever() throws Exception {
        StoreService never =
                (_, in) -> {
                    in.transferTo(OutputStream.nullOutputStream());
                    return new CompletableFuture<>();
                };
        var to = start(ServerSettings.onLoopback(RADFM, 0), never);
        var impatient = SETTINGS.withResponse(Duration.ofMillis(200));
        try (var scu = StoreScu.connect(to, impatient, List.of(CT))) {
            var status = scu.send(Outgoing.of(CT, "1.1", random(10)));
            assertThrows(ExecutionException.class, status::get);
        }
    }

    @Test
    void anObjectThatCannotBeReadIsNotThePeersFault() throws Exception {
        try (var scu = StoreScu.connect(start(), SETTINGS, List.of(CT))) {
            assertThrows(UnreadableObject.class, () -> scu.send(new Shorter()));
        }
        assertTrue(store.objects.isEmpty());
    }

    /// Says it is longer than it is.
    private static final class Shorter implements Outgoing {
        @Override
        public ObjectKind kind() {
            return CT;
        }

        @Override
        public String sopInstanceUid() {
            return "1.1";
        }

        @Override
        public long bytes() {
            return 1000;
        }

        @Override
        public ReadableByteChannel open() {
            return Channels.newChannel(new ByteArrayInputStream(new byte[999]));
        }
    }

    /// Some peers drop the connection when they are offered a window.
    @Test
    void aPeerThatHangsUpOnTheWindowIsAskedAgainWithout() throws Exception {
        var to = start();
        try (var shy = new ServerSocket(0)) {
            var relaying = Thread.startVirtualThread(() -> hangUpOnceThenRelay(shy, to.port()));
            var through = new Destination(RADFM, "localhost", shy.getLocalPort());
            try (var scu = StoreScu.connect(through, SETTINGS.withWindow(8), List.of(CT))) {
                assertTrue(scu.send(Outgoing.of(CT, "1.1", random(10))).get().isSuccess());
                scu.release();
            }
            relaying.join();
        }
    }

    private static void hangUpOnceThenRelay(ServerSocket shy, int port) {
        try {
            try (var first = shy.accept()) {
                first.getInputStream().read();
            }
            try (var second = shy.accept();
                    var real = new java.net.Socket("localhost", port)) {
                var back = Thread.startVirtualThread(() -> relay(real, second));
                relay(second, real);
                back.join();
            }
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void relay(java.net.Socket from, java.net.Socket to) {
        try (InputStream in = from.getInputStream()) {
            in.transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException e) {
            return; // one side has closed, and with it the other
        }
    }

    private static byte[] random(int length) {
        var bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }
}
