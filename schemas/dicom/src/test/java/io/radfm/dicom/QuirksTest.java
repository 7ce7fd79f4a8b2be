// SPDX-License-Identifier: Apache-2.0
package io.radfm.dicom;

import static io.radfm.dicom.HandWritten.UNDEFINED;
import static io.radfm.dicom.HandWritten.ascii;
import static io.radfm.dicom.HandWritten.hex;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;

/// What senders do that the standard does not say, and what we make of it.
class QuirksTest {
    private static final String EXPLICIT = "1.2.840.10008.1.2.1";
    private static final String IMPLICIT = "1.2.840.10008.1.2";

    private static HandWritten bytes() {
        return new HandWritten();
    }

    private static String text(DataSet dataSet, int tag) {
        return dataSet.string(tag).orElse("absent");
    }

    @Test
    void anOddLengthIsTakenAsItStands() throws IOException {
        var read =
                bytes().explicit(Tag.STUDY_DESCRIPTION, "LO", "abc")
                        .explicit(Tag.PATIENT_ID, "LO", "12345")
                        .received();
        assertEquals("abc", text(read, Tag.STUDY_DESCRIPTION));
        assertEquals("12345", text(read, Tag.PATIENT_ID));
    }

    @Test
    void anImplicitElementInsideAnExplicitDataSetIsReadByTheDictionary() throws IOException {
        var read =
                bytes().explicit(Tag.MODALITY, "CS", "CT")
                        .implicit(Tag.STUDY_DESCRIPTION, "head")
                        .explicit(Tag.PATIENT_ID, "LO", "1 ")
                        .received();
        assertEquals("head", text(read, Tag.STUDY_DESCRIPTION));
        assertEquals("1", text(read, Tag.PATIENT_ID));
    }

    @Test
    void aVrThatNobodyKnowsIsUnknown() throws IOException {
        for (var code : List.of("??", "--", "  ", "ZZ")) {
            var read =
                    bytes().explicit(0x00091001, code, hex("01 02 03 04"))
                            .explicit(Tag.PATIENT_ID, "LO", "1 ")
                            .received();
            assertEquals(Vr.UN, read.element(0x00091001).orElseThrow().vr(), code);
            assertEquals("1", text(read, Tag.PATIENT_ID), code);
        }
    }

    @Test
    void aVrOfTheFutureWithALongLengthIsUnknown() throws IOException {
        var read =
                bytes().raw(hex("09 00 01 10 5A 5A 00 00 02 00 00 00 07 08"))
                        .explicit(Tag.PATIENT_ID, "LO", "1 ")
                        .received();
        assertArrayEquals(hex("07 08"), read.bytes(0x00091001).orElseThrow());
        assertEquals("1", text(read, Tag.PATIENT_ID));
    }

    @Test
    void aGroupLengthMayBeOfUnknownVr() throws IOException {
        var read =
                bytes().explicit(0x00080000, "UN", hex("FF FF 00 00"))
                        .explicit(Tag.MODALITY, "CS", "CT")
                        .received();
        assertEquals("CT", text(read, Tag.MODALITY));
    }

    @Test
    void anUnknownSequenceOfUndefinedLengthIsImplicit() throws IOException { // CP-246
        var read =
                bytes().explicitHeader(0x00091010, "UN", UNDEFINED)
                        .item(UNDEFINED)
                        .implicit(Tag.CODE_VALUE, "T-1 ")
                        .itemEnd()
                        .sequenceEnd()
                        .explicit(Tag.PATIENT_ID, "LO", "1 ")
                        .received();
        assertEquals("T-1", text(read.items(0x00091010).getFirst(), Tag.CODE_VALUE));
        assertEquals("1", text(read, Tag.PATIENT_ID));
    }

    @Test
    void anUnknownSequenceMayHaveExplicitItemsAllTheSame() throws IOException {
        var read =
                bytes().explicitHeader(0x00091010, "UN", UNDEFINED)
                        .item(UNDEFINED)
                        .explicit(Tag.CODE_VALUE, "SH", "T-1 ")
                        .itemEnd()
                        .sequenceEnd()
                        .explicit(Tag.PATIENT_ID, "LO", "1 ")
                        .received();
        assertEquals("T-1", text(read.items(0x00091010).getFirst(), Tag.CODE_VALUE));
        assertEquals("1", text(read, Tag.PATIENT_ID));
    }

    @Test
    void aSequenceThatAnArchiveDidNotKnowIsASequenceAgain() throws IOException {
        var items = bytes().item(12).implicit(Tag.CODE_VALUE, "T-1 ").bytes();
        var read = bytes().explicit(Tag.PROCEDURE_CODE_SEQUENCE, "UN", items).received();
        assertEquals(
                "T-1", text(read.item(Tag.PROCEDURE_CODE_SEQUENCE).orElseThrow(), Tag.CODE_VALUE));

        var none = bytes().item(99).implicit(Tag.CODE_VALUE, "T-1 ").bytes();
        var kept = bytes().explicit(Tag.PROCEDURE_CODE_SEQUENCE, "UN", none).received();
        assertArrayEquals(none, kept.bytes(Tag.PROCEDURE_CODE_SEQUENCE).orElseThrow());
    }

    @Test
    void delimitersInsideDefinedLengthsArePassedOver() throws IOException {
        var sequence =
                bytes().item(20).implicit(Tag.CODE_VALUE, "T-1 ").itemEnd().sequenceEnd().bytes();
        var read =
                bytes().implicit(Tag.PROCEDURE_CODE_SEQUENCE, sequence)
                        .implicit(Tag.PATIENT_ID, "1 ")
                        .received(TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN);
        assertEquals(
                "T-1", text(read.item(Tag.PROCEDURE_CODE_SEQUENCE).orElseThrow(), Tag.CODE_VALUE));
        assertEquals("1", text(read, Tag.PATIENT_ID));
    }

    @Test
    void a64BitVrHasA32BitLength() throws IOException {
        var read =
                bytes().explicit(0x00091001, "SV", hex("FE FF FF FF FF FF FF FF"))
                        .explicit(0x00091002, "UV", hex("FF FF FF FF FF FF FF FF"))
                        .explicit(0x00091003, "OV", hex("01 00 00 00 00 00 00 00"))
                        .received();
        assertArrayEquals(new long[] {-2}, read.longs(0x00091001));
        assertEquals(List.of("18446744073709551615"), read.strings(0x00091002));
        assertEquals(0x1p64, read.number(0x00091002).orElseThrow());
    }

    @Test
    void aFileMayBeginWithoutPreambleOrMetaHeader() throws IOException {
        var explicit =
                bytes().explicit(Tag.SOP_CLASS_UID, "UI", "1.2\0")
                        .explicit(Tag.MODALITY, "CS", "CT");
        var implicit = bytes().implicit(Tag.SOP_CLASS_UID, "1.2\0").implicit(Tag.MODALITY, "CT");
        assertEquals(
                TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN, explicit.read().meta().transferSyntax());
        assertEquals(
                TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN, implicit.read().meta().transferSyntax());
        assertEquals("CT", text(explicit.read().dataSet(), Tag.MODALITY));
        assertEquals("CT", text(implicit.read().dataSet(), Tag.MODALITY));
    }

    @Test
    void dicmAsDataAtByte128IsNoPrefix() throws IOException {
        var value = new byte[130];
        System.arraycopy(ascii("DICM"), 0, value, 128 - 8, 4);
        var file = bytes().explicit(Tag.IMAGE_TYPE, "CS", value).explicit(Tag.MODALITY, "CS", "CT");
        assertEquals("DICM", new String(file.bytes(), 128, 4));
        assertEquals("CT", text(file.read().dataSet(), Tag.MODALITY));
    }

    @Test
    void theMetaHeaderEndsWhereAnotherGroupBeginsWhateverItsLengthSays() throws IOException {
        for (var length : List.of("00 00 00 00", "FF FF FF 7F", "03 00 00 00")) {
            var file = bytes().raw(new byte[128]).raw(ascii("DICM"));
            file.explicit(0x00020000, "UL", hex(length))
                    .explicit(0x00020010, "UI", EXPLICIT + "\0");
            file.explicit(Tag.MODALITY, "CS", "CT");
            assertEquals("CT", text(file.read().dataSet(), Tag.MODALITY), length);
        }
    }

    @Test
    void theBytesDecideWhereTheMetaHeaderNamesAnotherForm() throws IOException {
        var file = bytes().file(IMPLICIT + "\0").explicit(Tag.MODALITY, "CS", "CT").read();
        assertEquals(TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN, file.meta().transferSyntax());
        var other = bytes().file(EXPLICIT + "\0").implicit(Tag.MODALITY, "CT").read();
        assertEquals(TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN, other.meta().transferSyntax());
        assertEquals("CT", text(other.dataSet(), Tag.MODALITY));
    }

    @Test
    void aLengthThatLiesIsRefusedWithoutRoomForIt() {
        var liar = bytes().explicitHeader(Tag.TEXT_VALUE, "UT", 0x7FFFFFF0).raw(ascii("short"));
        assertThrows(MalformedDicom.class, liar::read);
        assertThrows(MalformedDicom.class, liar::received);
        var item = bytes().explicitHeader(Tag.CONTENT_SEQUENCE, "SQ", 8).item(0x7FFFFFF0);
        assertThrows(MalformedDicom.class, item::received);
    }

    @Test
    void pixelsOf3GiBAreReadFrameByFrame() throws IOException {
        var head =
                bytes().file(EXPLICIT + "\0")
                        .explicit(Tag.SAMPLES_PER_PIXEL, "US", hex("01 00"))
                        .explicit(Tag.NUMBER_OF_FRAMES, "IS", "1536")
                        .explicit(Tag.ROWS, "US", hex("00 04"))
                        .explicit(Tag.COLUMNS, "US", hex("00 04"))
                        .explicit(Tag.BITS_ALLOCATED, "US", hex("10 00"))
                        .explicitHeader(Tag.PIXEL_DATA, "OW", 0xC0000000)
                        .bytes();
        var file = DicomReader.read(padded(head, head.length + 0xC0000000L), ReadOptions.WHOLE);
        var pixels = file.pixels().orElseThrow();
        assertFalse(pixels.truncated());
        assertEquals(2 << 20, pixels.frame(1535).length);
        assertEquals(1, pixels.frame(1535)[5]);
    }

    /// These bytes, then as many ones as it takes.
    private static ByteSource padded(byte[] head, long size) {
        return new ByteSource() {
            @Override
            public long size() {
                return size;
            }

            @Override
            public int read(long position, byte[] into, int offset, int length) {
                int taken = (int) Math.min(length, size - position);
                for (int i = 0; i < taken; i++) {
                    long at = position + i;
                    into[offset + i] = at < head.length ? head[(int) at] : 1;
                }
                return taken > 0 ? taken : -1;
            }
        };
    }

    @Test
    void anUnknownTransferSyntaxIsTakenForExplicitAndEncapsulated() throws IOException {
        var file =
                bytes().file("1.3.6.1.4.1.99999.1\0")
                        .explicit(Tag.MODALITY, "CS", "CT")
                        .explicitHeader(Tag.PIXEL_DATA, "OB", UNDEFINED)
                        .item(0)
                        .item(2)
                        .raw(hex("AB CD"))
                        .sequenceEnd()
                        .read();
        assertFalse(file.meta().transferSyntax().known());
        assertArrayEquals(hex("AB CD"), file.pixels().orElseThrow().frame(0));
    }

    @Test
    void thePrivateSyntaxOfGeHasBigEndianSamplesInALittleEndianDataSet() throws IOException {
        var file =
                bytes().file("1.2.840.113619.5.2")
                        .implicit(Tag.ROWS, hex("01 00"))
                        .implicit(Tag.COLUMNS, hex("01 00"))
                        .implicit(Tag.BITS_ALLOCATED, hex("10 00"))
                        .implicit(Tag.PIXEL_DATA, hex("12 34"))
                        .read();
        assertArrayEquals(hex("34 12"), file.pixels().orElseThrow().frame(0));
    }

    @Test
    void aDeflatedDataSetIsReadAtEveryLevelPaddedOrNotWithAZlibHeaderOrWithout()
            throws IOException {
        var plain =
                bytes().explicitHeader(Tag.PROCEDURE_CODE_SEQUENCE, "SQ", UNDEFINED)
                        .item(UNDEFINED)
                        .explicit(Tag.CODE_VALUE, "SH", "T-1 ")
                        .itemEnd()
                        .sequenceEnd()
                        .explicit(Tag.PATIENT_ID, "LO", "1 ")
                        .bytes();
        var deflate = TransferSyntax.DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN;
        for (int level = 0; level <= 9; level++) {
            for (boolean raw : new boolean[] {true, false}) {
                for (var padding : List.of("", "00")) {
                    var out = new ByteArrayOutputStream();
                    var deflater = new java.util.zip.Deflater(level, raw);
                    try (var stream = new java.util.zip.DeflaterOutputStream(out, deflater)) {
                        stream.write(plain);
                    }
                    deflater.end();
                    var wire = bytes().raw(out.toByteArray()).raw(hex(padding));
                    assertEquals("1", text(wire.received(deflate), Tag.PATIENT_ID));
                    var file = bytes().file(deflate.uid()).raw(wire.bytes());
                    assertEquals("1", text(file.read().dataSet(), Tag.PATIENT_ID));
                    var streamed =
                            DicomReader.readHeader(
                                    new ByteArrayInputStream(file.bytes()), ReadOptions.HEADER);
                    assertEquals("1", text(streamed.dataSet(), Tag.PATIENT_ID));
                }
            }
        }
    }

    @Test
    void aDataSetOfNoElementsIsDeflatedAndReadAsWell() throws IOException {
        var deflate = TransferSyntax.DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN;
        assertTrue(bytes().raw(hex("03 00")).received(deflate).isEmpty());
    }

    @Test
    void theByteOrderIsTheDeclaredOneUnlessOnlyTheOtherMakesSense() throws IOException {
        var declared = TransferSyntax.EXPLICIT_VR_BIG_ENDIAN;
        var pixelsFirst = bytes().raw(hex("7F E0 00 01 4F 56 00 00 00 00 00 00"));
        assertTrue(pixelsFirst.received(declared).contains(Tag.EXTENDED_OFFSET_TABLE));
        var little = bytes().explicit(Tag.MODALITY, "CS", "CT");
        assertEquals("CT", text(little.received(declared), Tag.MODALITY));
        var big = bytes().raw(hex("00 08 00 60 43 53 00 02 43 54"));
        assertEquals("CT", text(big.received(), Tag.MODALITY));
    }

    @Test
    void aFrameOfSeveralFragmentsIsFoundByItsMarksWhereTheOffsetTableIsEmpty() throws IOException {
        var file =
                encapsulated("2 ", hex(""))
                        .item(4)
                        .raw(hex("FF D8 01 02"))
                        .item(2)
                        .raw(hex("03 04"))
                        .item(4)
                        .raw(hex("FF D8 05 06"))
                        .sequenceEnd()
                        .read();
        var pixels = file.pixels().orElseThrow();
        assertArrayEquals(hex("FF D8 01 02 03 04"), pixels.frame(0));
        assertArrayEquals(hex("FF D8 05 06"), pixels.frame(1));
    }

    @Test
    void aFrameOfSeveralFragmentsIsFoundByTheOffsetTable() throws IOException {
        var file =
                encapsulated("2 ", hex("00 00 00 00 14 00 00 00"))
                        .item(2)
                        .raw(hex("01 02"))
                        .item(2)
                        .raw(hex("03 04"))
                        .item(2)
                        .raw(hex("05 06"))
                        .sequenceEnd()
                        .read();
        assertArrayEquals(hex("01 02 03 04"), file.pixels().orElseThrow().frame(0));
        assertArrayEquals(hex("05 06"), file.pixels().orElseThrow().frame(1));
    }

    @Test
    void aNumberOfFramesThatLiesTakesNoRoom() throws IOException {
        var file = encapsulated("2147483647 ", hex("")).item(2).raw(hex("01 02"));
        var pixels = file.sequenceEnd().read().pixels().orElseThrow();
        assertThrows(MalformedDicom.class, () -> pixels.frame(7));
    }

    private static HandWritten encapsulated(String frames, byte[] table) {
        return bytes().file("1.2.840.10008.1.2.4.50")
                .explicit(Tag.NUMBER_OF_FRAMES, "IS", frames)
                .explicitHeader(Tag.PIXEL_DATA, "OB", UNDEFINED)
                .item(table.length)
                .raw(table);
    }

    @Test
    void sizesThatNoFrameHasAreRefusedNotMultiplied() throws IOException {
        var file =
                bytes().file(EXPLICIT + "\0")
                        .explicit(Tag.NUMBER_OF_FRAMES, "IS", "2147483647")
                        .explicit(Tag.ROWS, "UL", hex("FF FF FF 7F"))
                        .explicit(Tag.COLUMNS, "UL", hex("FF FF FF 7F"))
                        .explicit(Tag.BITS_ALLOCATED, "US", hex("FF FF"))
                        .explicit(Tag.PIXEL_DATA, "OW", hex("00 00"))
                        .read();
        var pixels = file.pixels().orElseThrow();
        assertThrows(MalformedDicom.class, () -> pixels.frame(2_000_000_000));
    }

    @Test
    void aUidThatIsTooLongIsReadAsItIs() throws IOException {
        var uid = "1." + "2".repeat(70);
        var read = bytes().explicit(Tag.SOP_INSTANCE_UID, "UI", uid).received();
        assertEquals(uid, text(read, Tag.SOP_INSTANCE_UID));
        assertFalse(Uid.valid(uid));
    }

    @Test
    void group0002InsideADataSetIsReadAndNeverWrittenThere() throws IOException {
        var read =
                bytes().explicit(Tag.MODALITY, "CS", "CT")
                        .explicit(0x00020010, "UI", IMPLICIT + "\0")
                        .explicit(Tag.PATIENT_ID, "LO", "1 ")
                        .received();
        assertEquals(IMPLICIT, text(read, 0x00020010));
        var out = new ByteArrayOutputStream();
        DicomWriter.writeDataSet(out, read, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
        var expected =
                bytes().explicit(Tag.MODALITY, "CS", "CT").explicit(Tag.PATIENT_ID, "LO", "1 ");
        assertArrayEquals(expected.bytes(), out.toByteArray());
    }

    @Test
    void theFirstOfTwoElementsOfOneTagCounts() throws IOException {
        var read =
                bytes().explicit(Tag.MODALITY, "CS", "CT")
                        .explicit(Tag.MODALITY, "CS", "MR")
                        .received();
        assertEquals("CT", text(read, Tag.MODALITY));
    }

    @Test
    void zerosBehindADataSetAreItsEnd() throws IOException {
        var read = bytes().explicit(Tag.MODALITY, "CS", "CT").raw(new byte[30]).received();
        assertEquals(1, read.size());
    }

    @Test
    void aLookupTableInAnItemIsSignedAsTheImageIs() throws IOException {
        var read =
                bytes().implicit(Tag.PIXEL_REPRESENTATION, hex("01 00"))
                        .implicitHeader(Tag.MODALITY_LUT_SEQUENCE, UNDEFINED)
                        .item(UNDEFINED)
                        .implicit(Tag.LUT_DESCRIPTOR, hex("02 00 FE FF 10 00"))
                        .itemEnd()
                        .sequenceEnd()
                        .received(TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN);
        var lut = read.item(Tag.MODALITY_LUT_SEQUENCE).orElseThrow();
        assertArrayEquals(new int[] {2, -2, 16}, lut.integers(Tag.LUT_DESCRIPTOR));
    }

    @Test
    void whatIsTooLongForAnExplicitLengthIsWrittenAsUnknownAndStillUnderstood() throws IOException {
        var points = new double[20_000];
        java.util.Arrays.setAll(points, i -> i + 0.25);
        var contour = new DataSet().putNumbers(0x30060050, Vr.DS, points);
        for (var syntax :
                List.of(
                        TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN,
                        TransferSyntax.EXPLICIT_VR_BIG_ENDIAN)) {
            var out = new ByteArrayOutputStream();
            var roi = new DataSet().putItems(Tag.CONTENT_SEQUENCE, contour);
            DicomWriter.writeDataSet(out, roi, syntax);
            var read = bytes().raw(out.toByteArray()).received(syntax);
            var again = read.item(Tag.CONTENT_SEQUENCE).orElseThrow();
            assertEquals(Vr.UN, again.element(0x30060050).orElseThrow().vr());
            assertArrayEquals(points, again.numbers(0x30060050));
        }
    }

    @Test
    void tagsAsValuesAreTags() {
        var pointer = new DataSet().putInts(0x00280009, Vr.AT, Tag.PIXEL_DATA, Tag.MODALITY);
        assertArrayEquals(new int[] {Tag.PIXEL_DATA, Tag.MODALITY}, pointer.integers(0x00280009));
        assertTrue(pointer.strings(0x00280009).contains("(7FE0,0010)"));
    }
}
