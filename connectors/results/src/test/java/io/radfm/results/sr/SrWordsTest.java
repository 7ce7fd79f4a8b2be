// SPDX-License-Identifier: Apache-2.0
package io.radfm.results.sr;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.radfm.dicom.ByteSource;
import io.radfm.dicom.DataSet;
import io.radfm.dicom.DicomReader;
import io.radfm.dicom.DicomWriter;
import io.radfm.dicom.FileMeta;
import io.radfm.dicom.ReadOptions;
import io.radfm.dicom.Tag;
import io.radfm.dicom.TransferSyntax;
import io.radfm.dicom.Value;
import io.radfm.dicom.Vr;
import io.radfm.dicom.text.CharacterSet;
import io.radfm.events.Draft;
import io.radfm.events.InstanceRef;
import io.radfm.results.Given;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/// A model's words and a patient's name in one document, written to bytes and read back.
class SrWordsTest {
    private static final String STUDY = "1.2.826.0.1.3680043.10.2";

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            nullValues = "none",
            value = {
                "none, Doe^Jane",
                "ISO_IR 100, Müller^Änne",
                "ISO_IR 144, Люкceмбypг",
                "ISO_IR 192, 王^小东",
                "GB18030, 王^小东"
            })
    void thePatientsNameIsAsInTheImagesAndTheTextIsReadable(String set, String name)
            throws IOException {
        var report = writtenAndRead(set, name, "Haemorrhage of 3 mm.");
        assertEquals(name, report.string(Tag.PATIENT_NAME).orElseThrow());
        assertEquals(List.of("Haemorrhage of 3 mm."), Outline.texts(report, "121071"));
    }

    @Test
    void aNameWithEscapeSequencesIsCopiedByteForByte() throws IOException {
        var name =
                "Yamada^Tarou=\u001B$B;3ED\u001B(B^\u001B$BB@O:\u001B(B "
                        .getBytes(StandardCharsets.US_ASCII);
        var header = image("\\ISO 2022 IR 87").putBytes(Tag.PATIENT_NAME, Vr.PN, name);
        var report = report(header, "Haemorrhage.");
        assertArrayEquals(value(read(header), Tag.PATIENT_NAME), value(report, Tag.PATIENT_NAME));
        assertEquals("Yamada^Tarou=山田^太郎", report.string(Tag.PATIENT_NAME).orElseThrow());
        assertEquals(List.of("Haemorrhage."), Outline.texts(report, "121071"));
    }

    private static byte[] value(DataSet report, int tag) {
        return switch (report.element(tag).orElseThrow().value()) {
            case Value.Bytes(var bytes) -> bytes;
            case Value other -> throw new AssertionError("not bytes: " + other.getClass());
        };
    }

    @Test
    void wordsThatTheImagesSetLacksMakeTheReportUtf8() throws IOException {
        var report = writtenAndRead("ISO_IR 100", "Doe^Jane", "Läsion, 肝");
        assertEquals(List.of("Läsion, 肝"), Outline.texts(report, "121071"));
        assertEquals("ISO_IR 192", report.string(Tag.SPECIFIC_CHARACTER_SET).orElseThrow());
    }

    @Test
    void wordsNeverCostThePatientsName() throws IOException {
        var report = writtenAndRead("ISO_IR 100", "Müller^Änne", "5 µm ≤ 肝");
        assertEquals("Müller^Änne", report.string(Tag.PATIENT_NAME).orElseThrow());
        assertEquals(List.of("5 µm <= ?"), Outline.texts(report, "121071"));
    }

    @Test
    void controlCharactersAndReorderingMarksAreLeftOut() throws IOException {
        var report = writtenAndRead("ISO_IR 192", "Doe", "a\u0000b\u001B[2Jc\u202Ed\ne");
        assertEquals(List.of("ab[2Jcd\r\ne"), Outline.texts(report, "121071"));
    }

    @Test
    void aTextWithoutEndIsCutVisibly() throws IOException {
        var report = writtenAndRead(null, "Doe", "word ".repeat(1 << 20));
        var text = Outline.texts(report, "121071").getFirst();
        assertEquals(SrText.MAX_CHARACTERS + " [cut]".length(), text.length());
        assertTrue(text.endsWith(" [cut]"));
    }

    @Test
    void aModelThatSaidNothingIsQuotedAsThat() throws IOException {
        var report = writtenAndRead(null, "Doe", " \n ");
        assertEquals(List.of("The model wrote no text."), Outline.texts(report, "121071"));
    }

    @Property(tries = 300)
    void noTextIsRefused(@ForAll String words) throws IOException {
        writtenAndRead("ISO_IR 100", "Müller", words);
        writtenAndRead("ISO_IR 192", "Müller", words);
    }

    @Property(tries = 300)
    void aLineIsALine(@ForAll String words) {
        var line = SrText.line(words, 64, CharacterSet.UTF_8);
        assertTrue(line.length() <= 64);
        assertTrue(line.chars().noneMatch(letter -> letter == '\\' || letter == '\n'));
    }

    private static DataSet writtenAndRead(String set, String name, String findings)
            throws IOException {
        return report(image(set).putString(Tag.PATIENT_NAME, Vr.PN, name), findings);
    }

    private static DataSet image(String set) {
        var image = Given.image(STUDY, STUDY + ".1.1", "-");
        return set == null
                ? image
                : image.putString(Tag.SPECIFIC_CHARACTER_SET, Vr.CS, set.split("\\\\", -1));
    }

    private static DataSet report(DataSet header, String findings) throws IOException {
        var image = new InstanceRef(STUDY + ".1.1", "0".repeat(64), 9L, 1);
        var draft =
                Draft.newBuilder(Given.draft(STUDY, 1, List.of(image)))
                        .setText(Given.text(findings, null))
                        .build();
        var report =
                SrDocument.of(
                        draft,
                        read(header),
                        new Evidence(STUDY, List.of()),
                        Optional.empty(),
                        ZoneOffset.UTC,
                        SrForm.ENHANCED);
        return read(report);
    }

    private static DataSet read(DataSet written) throws IOException {
        var bytes = new ByteArrayOutputStream();
        DicomWriter.write(
                bytes, FileMeta.of(written, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN), written);
        return DicomReader.read(ByteSource.of(bytes.toByteArray()), ReadOptions.WHOLE).dataSet();
    }
}
