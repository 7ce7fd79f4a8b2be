// SPDX-License-Identifier: Apache-2.0
package io.radfm.preparation.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.radfm.dicom.DicomWriter;
import io.radfm.dicom.FileMeta;
import io.radfm.dicom.Tag;
import io.radfm.dicom.TransferSyntax;
import io.radfm.dicom.Vr;
import io.radfm.preparation.ModelInput;
import io.radfm.preparation.PreparationOptions;
import io.radfm.preparation.PreparedInput;
import io.radfm.preparation.Preparer;
import io.radfm.preparation.Studies;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.awt.image.BufferedImage;
import java.nio.ByteOrder;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

import javax.imageio.ImageIO;

/// From files of every format to tensors, by the same preparation as studies.
class ScanFilesTest {
    private static final ModelInput SMALL = new ModelInput(8, 8, 4, 16, 6, 8);

    @TempDir Path folder;

    @Test
    void slicesOfASeriesAreOneVolumeWhateverTheirFilesAreCalled() throws Exception {
        var names = List.of("z", "y", "x", "w");
        var slices = Studies.slices(4, 8, (slice, pixel) -> 10 * slice);
        for (int i = 0; i < 4; i++) {
            slices.get(i)
                    .putString(Tag.SERIES_INSTANCE_UID, Vr.UI, "1.2.3")
                    .putString(Tag.MODALITY, Vr.CS, "CT");
            var meta = FileMeta.of(slices.get(i), TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
            DicomWriter.write(folder.resolve(names.get(i)), meta, slices.get(i));
        }

        var scan = only(folder);

        assertEquals(List.of(1, 8, 8, 4), scan.tensor().shape());
        assertEquals(0, scan.tensor().at(0, 0, 0, 0));
        assertEquals(1, scan.tensor().at(0, 0, 0, 3));
        assertEquals(64, scan.facts().instances().getFirst().getDigest().length());
    }

    @Test
    void aVolumeOfNiftiIsAVolume() throws Exception {
        var file = folder.resolve("head.nii.gz");
        Files.write(file, Nifti.int16(8, 8, 4, ByteOrder.LITTLE_ENDIAN).compressed());

        var scan = only(file);

        assertEquals(List.of(1, 8, 8, 4), scan.tensor().shape());
        assertEquals(377f / 377, scan.tensor().at(0, 0, 0, 3));
        assertEquals(0, scan.tensor().at(0, 7, 7, 0));
    }

    @Test
    void aGreyPictureKeepsItsValues() throws Exception {
        var file = picture("grey.png", BufferedImage.TYPE_BYTE_GRAY, 8, 51);

        var scan = only(file);

        assertEquals(List.of(1, 8, 8, 4), scan.tensor().shape());
        assertEquals(0.2f, scan.tensor().at(0, 3, 3, 2), 1e-6);
    }

    @Test
    void aColourPictureHasThreeChannels() throws Exception {
        var file = folder.resolve("colour.png");
        var image = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
        IntStream.range(0, 64).forEach(i -> image.setRGB(i % 8, i / 8, 0xFF3300));
        ImageIO.write(image, "png", file.toFile());

        var tensor = only(file).tensor();

        assertEquals(List.of(3, 8, 8, 4), tensor.shape());
        assertEquals(1, tensor.at(0, 0, 0, 0));
        assertEquals(0.2f, tensor.at(1, 0, 0, 0), 1e-6);
        assertEquals(0, tensor.at(2, 0, 0, 0));
    }

    @Test
    void jpegIsAPicture() throws Exception {
        var file = folder.resolve("grey.jpg");
        var image = ImageIO.read(picture("x.png", BufferedImage.TYPE_BYTE_GRAY, 16, 128).toFile());
        ImageIO.write(image, "jpg", file.toFile());

        assertEquals(128 / 255f, only(file).tensor().at(0, 2, 2, 0), 0.01);
    }

    @Test
    void picturesOfAFolderAreSlicesInTheOrderOfTheirNumbers() throws Exception {
        for (int i : new int[] {2, 10, 1, 3}) {
            picture("slice" + i + ".png", BufferedImage.TYPE_BYTE_GRAY, 8, 10 * i);
        }

        var tensor = only(folder).tensor();

        var column = IntStream.range(0, 4).mapToObj(d -> tensor.at(0, 0, 0, d)).toList();
        assertEquals(List.of(0f, 10 / 90f, 20 / 90f, 1f), column);
    }

    @Test
    void picturesOfDifferentSizesAreNoVolume() throws Exception {
        for (int i = 1; i < 4; i++) {
            picture(i + ".png", BufferedImage.TYPE_BYTE_GRAY, 8 * i, 10 * i);
        }

        assertEquals(3, prepare(folder).scans().size());
    }

    @Test
    void scansKeepTheOrderTheyAreNamedIn() throws Exception {
        var one = picture("b.png", BufferedImage.TYPE_BYTE_GRAY, 8, 255);
        var other = picture("a.png", BufferedImage.TYPE_BYTE_GRAY, 8, 0);

        var scans = prepare(one, other).scans();

        assertEquals(1, scans.getFirst().tensor().at(0, 0, 0, 0));
        assertEquals(0, scans.getLast().tensor().at(0, 0, 0, 0));
    }

    @Test
    void whatIsNoImageIsLeftOutOfAFolderAndRefusedWhenNamed() throws Exception {
        picture("a.png", BufferedImage.TYPE_BYTE_GRAY, 8, 9);
        var note = Files.writeString(folder.resolve("note.txt"), "no image");

        assertEquals(List.of(note), ScanFiles.read(List.of(folder)).leftOut());
        var refusal = assertThrows(FileSystemException.class, () -> ScanFiles.read(List.of(note)));
        assertEquals("is no DICOM, PNG, JPEG or NIfTI file", refusal.getReason());
    }

    @Test
    void anEmptyFolderIsRefused() {
        assertThrows(FileSystemException.class, () -> ScanFiles.read(List.of(folder)));
    }

    @Test
    void aBrokenFileIsNamed() throws Exception {
        var whole = Files.readAllBytes(picture("a.png", BufferedImage.TYPE_BYTE_GRAY, 64, 9));
        var file = folder.resolve("broken.png");
        for (int length : new int[] {8, 20, 33, whole.length / 2}) {
            Files.write(file, java.util.Arrays.copyOf(whole, length));
            var refusal =
                    assertThrows(FileSystemException.class, () -> ScanFiles.read(List.of(file)));
            assertTrue(refusal.getFile().endsWith("broken.png"), refusal.getMessage());
        }
    }

    private Path picture(String name, int type, int side, int grey) throws Exception {
        var image = new BufferedImage(side, side, type);
        for (int i = 0; i < side * side; i++) {
            image.getRaster().setSample(i % side, i / side, 0, grey);
        }
        var file = folder.resolve(name);
        ImageIO.write(image, "png", file.toFile());
        return file;
    }

    private static PreparedInput.Scan only(Path path) throws Exception {
        var scans = prepare(path).scans();
        assertEquals(1, scans.size());
        return scans.getFirst();
    }

    private static PreparedInput prepare(Path... paths) throws Exception {
        var files = ScanFiles.read(List.of(paths));
        try (var preparer = new Preparer(files, PreparationOptions.of(SMALL))) {
            return preparer.prepare(files.scans());
        }
    }
}
