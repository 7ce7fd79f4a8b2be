// SPDX-License-Identifier: Apache-2.0
package io.radfm.results.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.radfm.dicom.SopClass;
import io.radfm.dicom.Tag;
import io.radfm.dicom.Uid;
import io.radfm.events.Draft;
import io.radfm.results.Given;
import io.radfm.results.Pacs;
import io.radfm.results.sr.SrDocument;
import io.radfm.results.sr.SrForm;
import io.radfm.results.sr.SrSource;
import io.radfm.storage.ObjectStore;
import io.radfm.wire.AeTitle;
import io.radfm.wire.dimse.DimseStatus;
import io.radfm.wire.scu.Destination;
import io.radfm.wire.scu.ScuSettings;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;

/// A draft and an archive that takes it, puts it off, or refuses it.
@Timeout(60)
class PacsDeliveryTest {
    private static final int ATTEMPTS = 20;

    @TempDir static Path home;
    private static ObjectStore store;

    /// One of its own for each test.
    private final String study = Uid.generate();

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private SrFolder folder;
    private Draft draft;

    @BeforeEach
    void open() throws IOException {
        var image = Given.stored(store, Given.image(study, study + ".1.1", "Doe^Jane"));
        folder =
                new SrFolder(
                        home.resolve("reports"),
                        new SrSource(store, ZoneOffset.UTC, SrForm.ENHANCED));
        draft = Given.draft(study, 1, List.of(image));
    }

    @BeforeAll
    static void openStore() throws IOException {
        store = ObjectStore.of(home.resolve("objects").toUri());
    }

    @AfterAll
    static void closeStore() throws IOException {
        store.close();
    }

    @Test
    void anAcceptedSrHasAReceiptAndIsWhatLiesInTheFolder() throws Exception {
        try (var pacs = Pacs.start()) {
            delivery(pacs.destination()).take(draft, 1);
            var kept = pacs.kept.getFirst();
            assertEquals("Doe^Jane", kept.string(Tag.PATIENT_NAME).orElseThrow());
            assertEquals("PRELIMINARY", kept.string(Tag.PRELIMINARY_FLAG).orElseThrow());
            assertEquals(List.of(SrDocument.sopInstanceUid(draft)), pacs.offered);
            assertReceipt(Receipt.Status.ACCEPTED, pacs.destination(), 1);
        }
    }

    @Test
    void aDraftWithDiagnosesIsOfferedAsWhatItIs() throws Exception {
        draft = Given.diagnosed(draft);
        try (var pacs = Pacs.start()) {
            delivery(pacs.destination()).take(draft, 1);
            var kept = pacs.kept.getFirst();
            assertEquals(SopClass.ENHANCED_SR, kept.string(Tag.SOP_CLASS_UID).orElseThrow());
            assertReceipt(Receipt.Status.ACCEPTED, pacs.destination(), 1);
        }
    }

    @Test
    void aWarningMeansThatItIsStored() throws Exception {
        try (var pacs = Pacs.start(new DimseStatus(0xB000))) {
            delivery(pacs.destination()).take(draft, 1);
            assertReceipt(Receipt.Status.ACCEPTED, pacs.destination(), 1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0xA700, 0xA7FF, 0x0213, 0x0110})
    void aPacsThatSaysLaterIsAskedAgainUntilItAccepts(int code) throws Exception {
        try (var pacs = Pacs.start(new DimseStatus(code), new DimseStatus(code))) {
            var delivery = delivery(pacs.destination());
            assertThrows(IOException.class, () -> delivery.take(draft, 1));
            assertThrows(IOException.class, () -> delivery.take(draft, 2));
            assertReceipt(Receipt.Status.WAITING, pacs.destination(), 2);
            delivery.take(draft, 3);
            assertReceipt(Receipt.Status.ACCEPTED, pacs.destination(), 3);
            assertEquals(3, pacs.offered.size());
            assertEquals(1, pacs.kept.size());
            assertEquals(2, answers("later"));
            assertEquals(1, answers("accepted"));
        }
    }

    @Test
    void aPacsThatIsAwayIsWaitedFor() throws Exception {
        Destination to;
        try (var pacs = Pacs.start()) {
            to = pacs.destination();
        }
        var delivery = delivery(to);
        assertThrows(IOException.class, () -> delivery.take(draft, 1));
        assertReceipt(Receipt.Status.WAITING, to, 1);
        try (var pacs = Pacs.startAgain(to)) {
            delivery.take(draft, 2);
            assertEquals(1, pacs.kept.size());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0xA900, 0xC000, 0x0122, 0x0124})
    void aPacsThatRefusesForGoodIsNotAskedAgain(int code) throws Exception {
        try (var pacs = Pacs.start(new DimseStatus(code, "no such template"))) {
            var delivery = delivery(pacs.destination());
            delivery.take(draft, 1);
            delivery.take(draft, 2);
            assertEquals(1, pacs.offered.size());
            assertReceipt(Receipt.Status.REFUSED, pacs.destination(), 1);
            assertTrue(receipt().reason().contains("%04X".formatted(code)));
        }
    }

    @Test
    void aPacsThatAlwaysFailsOnOneDocumentDoesNotHoldUpTheNext() throws Exception {
        var failures = Collections.nCopies(ATTEMPTS, new DimseStatus(0x0110));
        try (var pacs = Pacs.start(failures.toArray(DimseStatus[]::new))) {
            var delivery = delivery(pacs.destination());
            for (int attempt = 1; attempt < ATTEMPTS; attempt++) {
                int now = attempt;
                assertThrows(IOException.class, () -> delivery.take(draft, now));
            }
            delivery.take(draft, ATTEMPTS);
            assertReceipt(Receipt.Status.REFUSED, pacs.destination(), ATTEMPTS);
        }
    }

    @Test
    void whatWasAcceptedIsNotSentAgainAfterARestart() throws Exception {
        try (var pacs = Pacs.start()) {
            delivery(pacs.destination()).take(draft, 1);
            delivery(pacs.destination()).take(draft, 1);
            assertEquals(1, pacs.offered.size());
        }
    }

    @Test
    void aDeathBeforeTheReceiptOffersTheSameInstanceAgain() throws Exception {
        try (var pacs = Pacs.start()) {
            delivery(pacs.destination()).take(draft, 1);
            folder.keep(draft, Receipt.waiting(pacs.destination().toString(), "died here", 1));
            delivery(pacs.destination()).take(draft, 1);
            assertEquals(2, pacs.offered.size());
            assertEquals(1, pacs.offered.stream().distinct().count());
        }
    }

    @Test
    void anotherPacsIsSentWhatTheFirstHas() throws Exception {
        try (var one = Pacs.start();
                var other = Pacs.start()) {
            delivery(one.destination()).take(draft, 1);
            delivery(other.destination()).take(draft, 1);
            assertEquals(1, other.kept.size());
        }
    }

    @Test
    void pausesDoubleUpToTheLongest() {
        var backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(60));
        assertEquals(Duration.ofSeconds(1), backoff.after(1));
        assertEquals(Duration.ofSeconds(2), backoff.after(2));
        assertEquals(Duration.ofSeconds(32), backoff.after(6));
        assertEquals(Duration.ofSeconds(60), backoff.after(7));
        assertEquals(Duration.ofSeconds(60), backoff.after(Integer.MAX_VALUE));
        var longest = new Backoff(Duration.ofDays(1), Duration.ofDays(1));
        assertEquals(Duration.ofDays(1), longest.after(1000));
    }

    private PacsDelivery delivery(Destination to) {
        var delivered = new Delivered(folder, _ -> {});
        return new PacsDelivery(
                new SrWriting(folder, delivered, metrics),
                delivered,
                to,
                ScuSettings.of(AeTitle.of("RADFM")),
                metrics);
    }

    private Receipt receipt() throws IOException {
        return folder.receipt(draft).orElseThrow();
    }

    private void assertReceipt(Receipt.Status status, Destination to, int attempts)
            throws IOException {
        assertEquals(status, receipt().status());
        assertEquals(to.toString(), receipt().to());
        assertEquals(attempts, receipt().attempts());
        assertFalse(receipt().toString().contains("Doe"));
    }

    private double answers(String answer) {
        return metrics.get("radfm.results.pacs.stores").tag("answer", answer).counter().count();
    }
}
