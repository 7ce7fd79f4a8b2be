// SPDX-License-Identifier: Apache-2.0
package io.radfm.modality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.radfm.modality.acquisition.Resolution;
import io.radfm.modality.acquisition.Station;
import io.radfm.modality.caseload.SimulatedStudy;
import io.radfm.testkit.Eventually;
import io.radfm.testkit.FreePort;
import io.radfm.wire.AeTitle;
import io.radfm.wire.dimse.DimseStatus;
import io.radfm.wire.scp.DicomServer;
import io.radfm.wire.scp.ServerListener;
import io.radfm.wire.scp.ServerSettings;
import io.radfm.wire.scp.StoreService;
import io.radfm.wire.scu.Destination;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/// A hospital that sends to a server of ours.
@Timeout(120)
class HospitalTest {
    private static final AeTitle US = AeTitle.of("ARCHIVE");

    private final Set<String> stored = ConcurrentHashMap.newKeySet();
    private final Set<String> callers = ConcurrentHashMap.newKeySet();
    private final AtomicInteger arrived = new AtomicInteger();

    @Test
    void everythingArrivesFromSeveralStations() throws Exception {
        try (var server = serve(0, this::take)) {
            var heard = run(options(server.address().getPort()).withStudies(14));

            assertEquals(14, heard.sent.size());
            assertEquals(heard.instances.get(), stored.size());
            assertTrue(callers.size() >= 3, "stations that called: " + callers);
        }
    }

    @Test
    void whatIsRefusedForNowIsSentAgain() throws Exception {
        StoreService moody =
                (request, dataSet) -> {
                    if (arrived.incrementAndGet() % 7 == 0) {
                        return CompletableFuture.completedFuture(
                                DimseStatus.outOfResources("not now"));
                    }
                    return take(request, dataSet);
                };
        try (var server = serve(0, moody)) {
            var heard =
                    run(
                            options(server.address().getPort())
                                    .withStudies(2)
                                    .withModalities(Set.of("CT")));

            assertEquals(2, heard.sent.size());
            assertEquals(heard.instances.get(), stored.size());
            assertTrue(heard.counts.retries() > 0);
        }
    }

    @Test
    void aServerThatIsAwayForAWhileLosesNothing() throws Exception {
        int port = FreePort.next();
        var heard = new Heard();
        try (var hospital = Hospital.start(options(port).withStudies(5), heard)) {
            // nobody listens yet
            Eventually.holds(
                    "a station waits", Duration.ofSeconds(60), () -> !heard.waits.isEmpty());

            int seen;
            try (var _ = serve(port, this::take)) {
                Eventually.holds(
                        "something arrives", Duration.ofSeconds(60), () -> stored.size() > 3);
            } // and is away again, in the middle of studies
            seen = stored.size();
            try (var _ = serve(port, this::take)) {
                hospital.await();
            }

            assertTrue(stored.size() > seen);
            assertEquals(5, heard.sent.size());
            assertEquals(heard.instances.get(), stored.size());
            assertEquals(0, hospital.counts().instancesRefused());
        }
    }

    @Test
    void whatWillNeverBeTakenIsCountedAndTheNextStudyIsSent() throws Exception {
        StoreService choosy =
                (request, dataSet) ->
                        arrived.incrementAndGet() == 1
                                ? CompletableFuture.completedFuture(
                                        DimseStatus.cannotUnderstand("not this one"))
                                : take(request, dataSet);
        try (var server = serve(0, choosy)) {
            var heard =
                    run(
                            options(server.address().getPort())
                                    .withStudies(3)
                                    .withModalities(Set.of("CR")));

            assertEquals(2, heard.sent.size());
            assertEquals(List.of("status 0xC000 (not this one)"), List.copyOf(heard.refusals));
            assertEquals(1, heard.counts.instancesRefused());
        }
    }

    @Test
    void patienceEnds() throws Exception {
        var heard = run(options(FreePort.next()).withStudies(1).withPatience(Duration.ZERO));

        assertEquals(1, heard.counts.refused());
        assertEquals(0, heard.counts.sent());
    }

    @Test
    void closingAnEndlessHospitalEndsIt() throws Exception {
        try (var server = serve(0, this::take)) {
            var heard = new Heard();
            var hospital = Hospital.start(options(server.address().getPort()), heard);
            Eventually.holds("studies arrive", Duration.ofSeconds(60), () -> heard.sent.size() > 3);

            hospital.close();
            hospital.await();

            var counts = hospital.counts();
            assertEquals(counts.begun(), counts.sent(), "what was begun was sent to its end");
            assertEquals(heard.instances.get(), stored.size());
        }
    }

    @Test
    void closingDoesNotWaitForADestinationThatIsAway() throws Exception {
        var heard = new Heard();
        var hospital = Hospital.start(options(FreePort.next()), heard);
        Eventually.holds("a station waits", Duration.ofSeconds(60), () -> !heard.waits.isEmpty());

        hospital.close();
        hospital.await();

        var counts = hospital.counts();
        assertEquals(0, counts.sent());
        assertEquals(counts.begun(), counts.refused(), "every study has an end that is told");
    }

    private static final class Heard implements HospitalListener {
        private final ConcurrentLinkedQueue<SimulatedStudy> sent = new ConcurrentLinkedQueue<>();
        private final ConcurrentLinkedQueue<String> refusals = new ConcurrentLinkedQueue<>();
        private final ConcurrentLinkedQueue<String> waits = new ConcurrentLinkedQueue<>();
        private final AtomicInteger instances = new AtomicInteger();
        private HospitalCounts counts;

        @Override
        public void sent(SimulatedStudy study, Station station, int count) {
            sent.add(study);
            instances.addAndGet(count);
        }

        @Override
        public void refused(SimulatedStudy study, Station station, int missing, String why) {
            refusals.add(why);
        }

        @Override
        public void waiting(Station station, String why) {
            waits.add(why);
        }
    }

    private static Heard run(HospitalOptions options) throws InterruptedException {
        var heard = new Heard();
        try (var hospital = Hospital.start(options, heard)) {
            hospital.await();
            heard.counts = hospital.counts();
        }
        return heard;
    }

    private static HospitalOptions options(int port) {
        return HospitalOptions.to(new Destination(US, "127.0.0.1", port), 42)
                .withPace(Duration.ZERO)
                .withResolution(Resolution.SMALL);
    }

    private CompletableFuture<DimseStatus> take(
            io.radfm.wire.scp.StoreRequest request, java.io.InputStream dataSet)
            throws java.io.IOException {
        dataSet.readAllBytes();
        stored.add(request.sopInstanceUid());
        callers.add(request.callingAe());
        return CompletableFuture.completedFuture(DimseStatus.SUCCESS);
    }

    private static DicomServer serve(int port, StoreService service) throws Exception {
        return DicomServer.start(ServerSettings.onLoopback(US, port), service, ServerListener.NONE);
    }
}
