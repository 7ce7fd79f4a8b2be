// SPDX-License-Identifier: Apache-2.0
package io.radfm.results.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.radfm.dicom.DataSet;
import io.radfm.dicom.DicomReader;
import io.radfm.dicom.ReadOptions;
import io.radfm.dicom.Tag;
import io.radfm.dicom.Vr;
import io.radfm.events.InstanceRef;
import io.radfm.results.Given;
import io.radfm.storage.ObjectStore;
import io.radfm.testkit.Shared;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;

import javax.imageio.ImageIO;

/// The picture that stands for a series, of every kind of image there is.
///
/// Set the system property `results.every` to 1 to draw every real image there is.
class KeyImagesTest {
    private static final String STUDY = "1.2.826.0.1.3680043.10.8";
    private static final int SIDE = 768;
    private static final int EVERY = Integer.getInteger("results.every", 4);

    @TempDir static Path home;
    private static ObjectStore store;
    private static KeyImages images;

    @BeforeAll
    static void open() throws IOException {
        store = ObjectStore.of(home.resolve("objects").toUri());
        images = new KeyImages(store);
    }

    @AfterAll
    static void close() throws IOException {
        store.close();
    }

    @Test
    void aWindowDecidesWhatIsBlackAndWhatIsWhite() throws Exception {
        var picture =
                picture(
                        image().putString(Tag.WINDOW_CENTER, Vr.DS, "100")
                                .putString(Tag.WINDOW_WIDTH, Vr.DS, "2"));
        assertEquals(0, grey(picture, 0, 0));
        assertEquals(255, grey(picture, 7, 7));
    }

    @Test
    void whatIsLowIsWhiteInMonochrome1() throws Exception {
        var picture =
                picture(image().putString(Tag.PHOTOMETRIC_INTERPRETATION, Vr.CS, "MONOCHROME1"));
        assertEquals(255, grey(picture, 0, 0));
        assertEquals(0, grey(picture, 7, 7));
    }

    @Test
    void coloursStayColours() throws Exception {
        var pixels = new byte[8 * 8 * 3];
        for (int i = 0; i < pixels.length; i += 3) {
            pixels[i] = (byte) 200; // red
        }
        var picture =
                picture(
                        image().putString(Tag.PHOTOMETRIC_INTERPRETATION, Vr.CS, "RGB")
                                .putInts(Tag.SAMPLES_PER_PIXEL, Vr.US, 3)
                                .putInts(Tag.PLANAR_CONFIGURATION, Vr.US, 0)
                                .putInts(Tag.BITS_ALLOCATED, Vr.US, 8)
                                .putInts(Tag.BITS_STORED, Vr.US, 8)
                                .putInts(Tag.HIGH_BIT, Vr.US, 7)
                                .putBytes(Tag.PIXEL_DATA, Vr.OW, pixels));
        assertEquals(0xFFC80000, picture.getRGB(3, 3));
    }

    @Test
    void ofManyFramesTheRepresentativeOneIsShown() throws Exception {
        var pixels = new byte[8 * 8 * 2 * 3];
        java.util.Arrays.fill(pixels, 8 * 8 * 2 * 2, pixels.length, (byte) 0x0F);
        var cine =
                image().putInts(Tag.NUMBER_OF_FRAMES, Vr.IS, 3)
                        .putInts(Tag.REPRESENTATIVE_FRAME_NUMBER, Vr.US, 3)
                        .putString(Tag.WINDOW_CENTER, Vr.DS, "100")
                        .putString(Tag.WINDOW_WIDTH, Vr.DS, "2")
                        .putBytes(Tag.PIXEL_DATA, Vr.OW, pixels);
        assertEquals(255, grey(picture(cine), 0, 0));
    }

    @Test
    void aPictureOnceMadeIsKept() throws Exception {
        var ref = Given.stored(store, image());
        assertSame(images.of(ref), images.of(ref));
    }

    @Test
    void anObjectThatIsNotThereYetIsForLater() throws Exception {
        var nowhere = new InstanceRef("1.2", "ab".repeat(32), 9L, 1);
        assertTrue(images.of(nowhere) instanceof KeyImages.Picture.Later);
    }

    @Test
    void whatClaimsToBeHugeIsRefusedBeforeItIsDecoded() throws Exception {
        var huge = image().putInts(Tag.ROWS, Vr.US, 65535).putInts(Tag.COLUMNS, Vr.US, 65535);
        assertTrue(images.of(Given.stored(store, huge)) instanceof KeyImages.Picture.None);
    }

    @Test
    void everyRealImageIsAPictureOrHasAReason() throws Exception {
        var none = new ArrayList<String>();
        int pictures = 0;
        try (var files = Files.list(Shared.path("dicom/single"))) {
            var all = files.filter(Files::isRegularFile).sorted().toList();
            for (int i = 0; i < all.size(); i += EVERY) {
                var file = all.get(i);
                if (file.toString().endsWith(".csv") || !isNamed(file)) {
                    continue;
                }
                switch (images.of(Given.stored(store, file))) {
                    case KeyImages.Picture.Png(var bytes) -> {
                        var picture = ImageIO.read(new ByteArrayInputStream(bytes));
                        assertTrue(Math.max(picture.getWidth(), picture.getHeight()) <= SIDE);
                        pictures++;
                    }
                    case KeyImages.Picture.None(var why) ->
                            none.add(file.getFileName() + ": " + why);
                    case KeyImages.Picture.Later(var why) -> throw new AssertionError(why);
                }
            }
        }
        int shown = pictures;
        assertTrue(shown > 6 * none.size(), () -> shown + " shown, not: " + none);
        assertTrue(
                none.stream().noneMatch(why -> why.contains("an error of this program")),
                none::toString);
    }

    private static boolean isNamed(Path file) throws IOException {
        return DicomReader.read(file, ReadOptions.HEADER)
                .dataSet()
                .string(Tag.SOP_INSTANCE_UID)
                .isPresent();
    }

    private static DataSet image() {
        return Given.image(STUDY, STUDY + ".1", "Doe^Jane");
    }

    private BufferedImage picture(DataSet image) throws Exception {
        return switch (images.of(Given.stored(store, image))) {
            case KeyImages.Picture.Png(var bytes) -> ImageIO.read(new ByteArrayInputStream(bytes));
            case KeyImages.Picture other -> throw new AssertionError(other.toString());
        };
    }

    private static int grey(BufferedImage picture, int x, int y) {
        return picture.getRaster().getSample(x, y, 0);
    }
}
