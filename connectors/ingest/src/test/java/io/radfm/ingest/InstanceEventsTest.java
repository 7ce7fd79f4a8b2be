// SPDX-License-Identifier: Apache-2.0
package io.radfm.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.radfm.dicom.DataSet;
import io.radfm.dicom.DicomReader;
import io.radfm.dicom.Element;
import io.radfm.dicom.ReadOptions;
import io.radfm.dicom.SopClass;
import io.radfm.dicom.Tag;
import io.radfm.dicom.TransferSyntax;
import io.radfm.dicom.Value;
import io.radfm.dicom.Vr;
import io.radfm.events.InstanceReceived;
import io.radfm.events.Priority;
import io.radfm.storage.ObjectRef;
import io.radfm.testkit.Shared;
import io.radfm.wire.scp.StoreRequest;
import io.radfm.wire.scu.Part10File;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Which header values an event holds, and in which form.
class InstanceEventsTest {
    private static final String UID = "1.2.3.4";
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    @TempDir Path folder;
    private InstanceEvents events;

    @BeforeEach
    void secret() throws IOException {
        events = new InstanceEvents(PatientKeys.of(folder.resolve("secret")));
    }

    @Test
    void aSliceWithNothingButItsUidsHasAnEventOfAbsentValues() throws Exception {
        var event = event(TestObjects.slice(UID, 1).remove(Tag.MODALITY));
        assertEquals("OT", event.getModality());
        var unfit = TestObjects.slice(UID, 1).putString(Tag.MODALITY, Vr.LO, "<image0>");
        assertEquals("OT", event(unfit).getModality());
        assertEquals(Priority.ROUTINE, event.getPriority());
        assertEquals(1, event.getInstance().getFrames());
        assertEquals(NOW, event.getReceivedAt());
        assertEquals(List.of(), event.getPosition());
        assertNull(event.getPatientAge());
        assertNull(event.getStudyDateTime());
        assertNull(event.getIndication());
    }

    @Test
    void theEventSaysWhatAssemblyAndCompositionNeed() throws Exception {
        var event =
                event(
                        TestObjects.slice(UID, 12)
                                .putString(Tag.STUDY_DATE, Vr.DA, "20260102")
                                .putString(Tag.STUDY_TIME, Vr.TM, "0304")
                                .putString(Tag.STUDY_DESCRIPTION, Vr.LO, "CT head")
                                .putString(Tag.IMAGE_TYPE, Vr.CS, "ORIGINAL", "PRIMARY", "AXIAL")
                                .putString(Tag.PATIENT_SEX, Vr.CS, "F")
                                .putNumbers(Tag.IMAGE_POSITION_PATIENT, Vr.DS, -1.5, 2, 30)
                                .putNumbers(
                                        Tag.IMAGE_ORIENTATION_PATIENT, Vr.DS, 1, 0, 0, 0, 1, 0));
        assertEquals("20260102030400", event.getStudyDateTime());
        assertEquals("CT head", event.getStudyDescription());
        assertEquals(List.of("ORIGINAL", "PRIMARY", "AXIAL"), event.getImageType());
        assertEquals("F", event.getPatientSex());
        assertEquals(List.of(-1.5, 2.0, 30.0), event.getPosition());
        assertEquals(6, event.getOrientation().size());
        assertEquals(64, event.getRows());
        assertTrue(event.getPixels());
    }

    @ParameterizedTest
    @CsvSource({
        "19560301, 20260102, 069Y",
        "20240102, 20260102, 002Y",
        "20250301, 20260102, 010M",
        "20251220, 20260102, 013D",
        "1956.03.01, 20260102, 069Y",
        "20260103, 20260102, ",
        "18000101, 20260102, ",
        "nodate, 20260102, ",
        "20260230, 20260302, "
    })
    void anAgeIsComputedWhereBothDatesAreKnownAndSensible(String born, String on, String age)
            throws Exception {
        var slice =
                TestObjects.slice(UID, 1)
                        .put(text(Tag.PATIENT_BIRTH_DATE, Vr.DA, born))
                        .put(text(Tag.STUDY_DATE, Vr.DA, on));
        assertEquals(age, event(slice).getPatientAge());
    }

    @Test
    void theAgeThatIsWrittenCountsMore() throws Exception {
        var slice =
                TestObjects.slice(UID, 1)
                        .putString(Tag.PATIENT_AGE, Vr.AS, "045Y")
                        .putString(Tag.PATIENT_BIRTH_DATE, Vr.DA, "19560301")
                        .putString(Tag.STUDY_DATE, Vr.DA, "20260102");
        assertEquals("045Y", event(slice).getPatientAge());
    }

    @Test
    void noIdentifierOfAPatientIsInTheEvent() throws Exception {
        var slice =
                TestObjects.slice(UID, 1)
                        .putString(Tag.PATIENT_NAME, Vr.PN, "Muster^Erika")
                        .putString(Tag.ISSUER_OF_PATIENT_ID, Vr.LO, "SITE")
                        .putString(Tag.PATIENT_BIRTH_DATE, Vr.DA, "19560301")
                        .putString(Tag.ACCESSION_NUMBER, Vr.SH, "A-99");
        var text = event(slice).toString();
        for (var identifier : List.of("TEST-4711", "Muster", "SITE", "19560301", "A-99")) {
            assertFalse(text.contains(identifier), identifier);
        }
    }

    @Test
    void theIndicationMayStandWithWhatWasOrdered() throws Exception {
        var ordered =
                new DataSet()
                        .putString(Tag.REASON_FOR_THE_REQUESTED_PROCEDURE, Vr.LO, "fall from bike")
                        .putString(Tag.REQUESTED_PROCEDURE_PRIORITY, Vr.SH, "STAT");
        var slice =
                TestObjects.slice(UID, 1)
                        .putString(Tag.ADMITTING_DIAGNOSES_DESCRIPTION, Vr.LO, "trauma")
                        .putItems(Tag.REQUEST_ATTRIBUTES_SEQUENCE, ordered);
        assertEquals("fall from bike", event(slice).getIndication());
        assertEquals(Priority.STAT, event(slice).getPriority());
    }

    @Test
    void aSenderInAHurryIsBelieved() throws Exception {
        assertEquals(Priority.STAT, event(TestObjects.slice(UID, 1), request(true)).getPriority());
    }

    @Test
    void longTextsAreCut() throws Exception {
        var slice =
                TestObjects.slice(UID, 1)
                        .putString(Tag.ADDITIONAL_PATIENT_HISTORY, Vr.LT, "x".repeat(10_000))
                        .put(text(Tag.STUDY_DESCRIPTION, Vr.LO, "y".repeat(10_000)));
        assertEquals(4096, event(slice).getHistory().length());
        assertEquals(256, event(slice).getStudyDescription().length());
    }

    @ParameterizedTest
    @CsvSource({
        "00080018, 1.2.9, A900",
        "00080018, , A900",
        "00080016, 1.2.840.10008.5.1.4.1.1.4, A900",
        "0020000D, , C000",
        "0020000D, ../../etc, C000",
        "0020000E, , C000"
    })
    void whatCannotBeFiledIsRefused(String tag, String value, String status) {
        int at = Integer.parseUnsignedInt(tag, 16);
        var slice = TestObjects.slice(UID, 1).put(text(at, Vr.UI, value == null ? "" : value));
        var refused = assertThrows(Refused.class, () -> events.check(request(false), slice));
        assertEquals(Integer.parseInt(status, 16), refused.status().code());
    }

    @Test
    void everyRealFileHasAnEventOrAReason() throws Exception {
        try (var files = Files.list(Shared.path("dicom/single"))) {
            int announced = 0;
            for (var path : files.filter(each -> each.toString().endsWith(".dcm")).toList()) {
                var file = sendable(path);
                if (file.isPresent() && announce(file.get())) {
                    announced++;
                }
            }
            assertTrue(announced > 100, announced + " events");
        }
    }

    private static Optional<Part10File> sendable(Path path) {
        try {
            return Part10File.read(path);
        } catch (IOException noUids) {
            return Optional.empty();
        }
    }

    /// As ingest does it, from the data set's bytes; false when it is refused.
    private boolean announce(Part10File file) throws IOException {
        var request =
                new StoreRequest(
                        file.kind().sopClassUid(),
                        file.sopInstanceUid(),
                        file.kind().transferSyntax(),
                        "TEST",
                        "RADFM",
                        new InetSocketAddress(1),
                        false,
                        Optional.empty());
        try (var in = Channels.newInputStream(file.open())) {
            var syntax = TransferSyntax.of(file.kind().transferSyntax());
            var header = DicomReader.readHeader(in, syntax, ReadOptions.HEADER);
            events.check(request, header.dataSet());
            var event = events.of(request, header, new ObjectRef("", 0), NOW);
            var read = DicomReader.read(file.path());
            assertEquals(read.pixels().isPresent(), event.getPixels(), file.path().toString());
            return true;
        } catch (Refused refused) {
            return false;
        }
    }

    private InstanceReceived event(DataSet slice) throws Exception {
        return event(slice, request(false));
    }

    private InstanceReceived event(DataSet slice, StoreRequest request) throws Exception {
        var in = new ByteArrayInputStream(TestObjects.bytes(slice));
        var header =
                DicomReader.readHeader(
                        in, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN, ReadOptions.HEADER);
        events.check(request, header.dataSet());
        return events.of(request, header, new ObjectRef("d".repeat(64), 1), NOW);
    }

    /// A value that the writer would not let through.
    private static Element text(int tag, Vr vr, String value) {
        return new Element(tag, vr, new Value.Text(value));
    }

    private static StoreRequest request(boolean highPriority) {
        return new StoreRequest(
                SopClass.CT_IMAGE,
                UID,
                TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN.uid(),
                "TEST",
                "RADFM",
                new InetSocketAddress(1),
                highPriority,
                Optional.empty());
    }
}
