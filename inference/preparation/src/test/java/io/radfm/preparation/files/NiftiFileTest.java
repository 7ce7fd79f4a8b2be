// SPDX-License-Identifier: Apache-2.0
package io.radfm.preparation.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.radfm.dicom.Tag;
import io.radfm.pixels.image.DicomImage;
import io.radfm.pixels.image.UnusableImage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/// NIfTI volumes as DICOM slices: values, places, refusals.
class NiftiFileTest {
    private static final ByteOrder LITTLE = ByteOrder.LITTLE_ENDIAN;

    @TempDir Path folder;

    @Test
    void aFileWithoutAPlaceCountsFromRightToLeftAndFrontToBack() throws Exception {
        var slices = slices(Nifti.int16(3, 2, 2, LITTLE).bytes(), false);

        // columns of the file count to the right, rows to the front: both are turned
        assertArrayEquals(new float[] {112, 111, 110, 102, 101, 100}, values(slices, 1));
        assertEquals(2, slices.size());
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(booleans = {false, true})
    void bothByteOrdersAndCompressionHoldTheSame(boolean compressed) throws Exception {
        var big = Nifti.int16(5, 4, 3, ByteOrder.BIG_ENDIAN);
        var bytes = compressed ? big.compressed() : big.bytes();

        assertArrayEquals(
                values(slices(Nifti.int16(5, 4, 3, LITTLE).bytes(), false), 2),
                values(slices(bytes, compressed), 2));
    }

    @Test
    void valuesAreScaled() throws Exception {
        var bytes = Nifti.int16(2, 1, 1, LITTLE).scaled(2, -1000).bytes();

        assertArrayEquals(new float[] {-998, -1000}, values(slices(bytes, false), 0));
    }

    @Test
    void aSlopeOfZeroMeansUnscaled() throws Exception {
        var bytes = Nifti.int16(2, 1, 1, LITTLE).scaled(0, 5).bytes();

        assertArrayEquals(new float[] {1, 0}, values(slices(bytes, false), 0));
    }

    @ParameterizedTest(name = "datatype {0} of {1} bits: {2}")
    @CsvSource({
        "2, 8, 200",
        "256, 8, -56",
        "512, 16, 51400",
        "8, 32, -926365496",
        "768, 32, 3368601800",
        "16, 32, -411206.25",
        "1024, 64, -3978709506094217016"
    })
    void everyDatatypeIsReadAsWhatItIs(int code, int bits, double expected) throws Exception {
        var nifti = Nifti.of(1, 1, 1, code, bits, LITTLE);
        Arrays.fill(nifti.bytes(), 352, nifti.bytes().length, (byte) 200);

        assertEquals((float) expected, values(slices(nifti.bytes(), false), 0)[0]);
    }

    @Test
    void doublesBecomeFloats() throws Exception {
        var nifti = Nifti.of(1, 1, 1, 64, 64, LITTLE);
        nifti.buffer().putDouble(-0.1);

        assertEquals(-0.1f, values(slices(nifti.bytes(), false), 0)[0]);
    }

    @Test
    void coloursStayColours() throws Exception {
        var nifti = Nifti.of(2, 1, 1, 128, 24, LITTLE);
        nifti.buffer().put(new byte[] {1, 2, 3, 4, 5, 6});
        var image = DicomImage.open(slices(nifti.bytes(), false).getFirst());

        assertArrayEquals(new byte[] {4, 5, 6, 1, 2, 3}, image.display(0).pixels());
    }

    @Test
    void axialSlicesLieAsDicomOnesDo() throws Exception {
        // 2 mm columns to the right, 3 mm rows to the front, 5 mm slices up, from (-10, -20, 30)
        var bytes =
                Nifti.int16(3, 2, 2, LITTLE).sform(2, 0, 0, -10, 0, 3, 0, -20, 0, 0, 5, 30).bytes();
        var header = slices(bytes, false).get(1).dataSet();

        assertArrayEquals(
                new double[] {1, 0, 0, 0, 1, 0}, header.numbers(Tag.IMAGE_ORIENTATION_PATIENT));
        assertArrayEquals(new double[] {3, 2}, header.numbers(Tag.PIXEL_SPACING));
        // the first pixel is voxel (2, 1): right -6 is left 6, front -17 is back 17
        assertArrayEquals(new double[] {6, 17, 35}, header.numbers(Tag.IMAGE_POSITION_PATIENT));
    }

    @Test
    void sagittalSlicesHaveTheBackOnTheRightAndTheFeetBelow() throws Exception {
        // i up, j to the front, k to the right
        var bytes = Nifti.int16(3, 2, 1, LITTLE).sform(0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 0).bytes();
        var slices = slices(bytes, false);

        assertArrayEquals(
                new double[] {0, 1, 0, 0, 0, -1},
                slices.getFirst().dataSet().numbers(Tag.IMAGE_ORIENTATION_PATIENT));
        assertArrayEquals(new float[] {12, 2, 11, 1, 10, 0}, values(slices, 0));
    }

    @Test
    void theQuaternionOfHalfATurnAboutZTurnsBothAxes() throws Exception {
        var plain = Nifti.int16(3, 2, 2, LITTLE).qform(0, 0, 1, 1).bytes();

        // the file's columns count to the left and rows to the back: as DICOM's do
        assertArrayEquals(new float[] {0, 1, 2, 10, 11, 12}, values(slices(plain, false), 0));
    }

    @Test
    void theSignOfQfacTurnsTheSlices() throws Exception {
        var bytes = Nifti.int16(2, 2, 3, LITTLE).qform(0, 0, 1, -1).bytes();
        var last = slices(bytes, false).get(2).dataSet();

        assertEquals(-2, last.numbers(Tag.IMAGE_POSITION_PATIENT)[2]);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(booleans = {false, true})
    void aFileThatEndsEarlyIsRefused(boolean compressed) throws Exception {
        var nifti = Nifti.int16(3, 2, 2, LITTLE);
        var whole = compressed ? nifti.compressed() : nifti.bytes();
        int voxelsEnd = compressed ? whole.length - 16 : whole.length; // checksums come last
        for (int length = 0; length < voxelsEnd; length += 7) {
            var cut = Arrays.copyOf(whole, length);
            assertThrows(UnusableImage.class, () -> slices(cut, compressed), length + " bytes");
        }
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource({
        "42, -1, -1 columns",
        "44, 20000, 20000 rows",
        "46, 0, 0 slices",
        "40, 9, 9 dimensions",
        "70, 32, NIfTI datatype 32 is not read",
        "72, 8, INT16 of 8 bits"
    })
    void aHeaderThatCannotBeIsRefused(int at, short value, String why) {
        var nifti = Nifti.int16(3, 2, 2, LITTLE);
        nifti.buffer().putShort(at, value);

        var refusal = assertThrows(UnusableImage.class, () -> slices(nifti.bytes(), false));
        assertTrue(refusal.getMessage().contains(why), refusal.getMessage());
    }

    @Test
    void aHugeVolumeIsRefusedBeforeMemoryIsTaken() throws Exception {
        var nifti = Nifti.int16(3, 2, 2, LITTLE);
        nifti.buffer().putShort(42, (short) 4096).putShort(44, (short) 4096);
        nifti.buffer().putShort(46, (short) 1000);
        var bytes = nifti.compressed();

        var refusal = assertThrows(UnusableImage.class, () -> slices(bytes, true));
        assertEquals("a compressed volume of 33554432000 bytes", refusal.getMessage());
    }

    @Test
    void aPlaceThatIsNoNumberIsNoPlace() throws Exception {
        var bytes =
                Nifti.int16(3, 2, 1, LITTLE)
                        .sform(1, 0, 0, Float.NaN, 0, 1, 0, 0, 0, 0, 1, 0)
                        .bytes();

        var header = slices(bytes, false).getFirst().dataSet();
        assertEquals(0, header.numbers(Tag.IMAGE_POSITION_PATIENT).length);
    }

    private List<io.radfm.dicom.DicomFile> slices(byte[] bytes, boolean compressed)
            throws Exception {
        var file = folder.resolve("volume");
        Files.write(file, bytes);
        return NiftiFile.slices(file, compressed);
    }

    private static float[] values(List<io.radfm.dicom.DicomFile> slices, int slice)
            throws Exception {
        return DicomImage.open(slices.get(slice)).values(0).values();
    }
}
