// SPDX-License-Identifier: Apache-2.0
package io.radfm.preparation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.radfm.dicom.DataSet;
import io.radfm.dicom.Tag;
import io.radfm.dicom.Vr;
import io.radfm.events.InstanceRef;
import io.radfm.events.ScanKind;
import io.radfm.events.ScanSegment;
import io.radfm.preparation.PreparationOptions.Intensity;
import io.radfm.preparation.PreparedInput.Scan;
import io.radfm.preparation.PreparedInput.Text;
import io.radfm.storage.ObjectStore;
import io.radfm.storage.StorageException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/// From segments and stored objects to tensors.
class PreparerTest {
    private static final ModelInput SMALL = new ModelInput(8, 8, 4, 16, 6, 8);

    @TempDir Path folder;
    private ObjectStore store;
    private Studies studies;

    @BeforeEach
    void open() throws Exception {
        store = ObjectStore.of(folder.resolve("objects").toUri());
        studies = new Studies(store);
    }

    @AfterEach
    void close() throws Exception {
        store.close();
    }

    @Test
    void textAndScansKeepTheirOrder() throws Exception {
        var scan = studies.volume(Studies.slices(4, 8, (slice, pixel) -> slice));

        var input = prepare(SMALL, Studies.text("before"), scan, Studies.text("after"));

        assertEquals("before", ((Text) input.segments().get(0)).text());
        assertTrue(input.segments().get(1) instanceof Scan);
        assertEquals("after", ((Text) input.segments().get(2)).text());
    }

    @Test
    void aVolumeIsScaledFromItsSmallestToItsLargestValueDepthFastest() throws Exception {
        var scan = studies.volume(Studies.slices(4, 8, (slice, pixel) -> 100 * slice + pixel));

        var only = only(SMALL, scan);

        float extent = 3 * 100 + 63;
        assertEquals(List.of(1, 8, 8, 4), only.tensor().shape());
        for (int d = 0; d < 4; d++) {
            for (int pixel = 0; pixel < 64; pixel++) {
                assertEquals(
                        (100 * d + pixel) / extent,
                        only.tensor().values().get(pixel * 4 + d),
                        1e-7f);
            }
        }
        assertEquals("values 0.0 to 363.0", only.facts().intensity());
    }

    @Test
    void slicesAreTakenByPositionHoweverTheyCome() throws Exception {
        var slices = Studies.slices(9, 8, (slice, pixel) -> 100 * slice + pixel);
        var inOrder = only(SMALL, studies.volume(slices)).tensor();

        Collections.shuffle(slices, new Random(3));

        assertEquals(inOrder.values(), only(SMALL, studies.volume(slices)).tensor().values());
    }

    @Test
    void theSameScanHasTheSameKeyHoweverItsSlicesComeAndAnotherHasAnother() throws Exception {
        var slices = Studies.slices(9, 8, (slice, pixel) -> 100 * slice + pixel);
        var key = only(SMALL, studies.volume(slices)).facts().key();

        Collections.shuffle(slices, new Random(3));
        assertEquals(key, only(SMALL, studies.volume(slices)).facts().key());

        var wide = new ModelInput(16, 16, 4, 16, 6, 8);
        assertNotEquals(key, only(wide, studies.volume(slices)).facts().key());

        slices.getFirst().putBytes(Tag.PIXEL_DATA, Vr.OW, new byte[128]);
        assertNotEquals(key, only(SMALL, studies.volume(slices)).facts().key());
    }

    /// Nine slices become eight; from 16 × 16 every second row and column is taken.
    @Test
    void planesAndDepthAreResampledToTheNearest() throws Exception {
        var scan = studies.volume(Studies.slices(9, 16, (slice, pixel) -> 256 * slice + pixel));

        var only = only(SMALL, scan);

        int[] slices = {0, 1, 2, 3, 4, 5, 6, 7};
        assertEquals(Arrays.stream(slices).boxed().toList(), only.facts().slices());
        float extent = 7 * 256 + 255;
        assertEquals((256 * 5 + 2 * 3 * 16 + 2 * 6) / extent, only.tensor().at(0, 3, 6, 5), 1e-7f);
    }

    @Test
    void onlyKeptSlicesAreDecoded() throws Exception {
        var slices = Studies.slices(32, 8, (slice, pixel) -> slice + pixel);
        slices.get(1).putBytes(Tag.PIXEL_DATA, Vr.OW, new byte[2]); // 16 of 32: the odd ones go

        var scan = studies.volume(slices);

        assertEquals(16, only(SMALL, scan).tensor().depth());
        var whole = PreparationOptions.of(SMALL).with(Intensity.WHOLE_VOLUME);
        assertThrows(UnpreparableScan.class, () -> prepare(whole, scan));
    }

    @Test
    void theRangeIsThatOfTheWholeVolumeWhereThatIsAskedFor() throws Exception {
        var slices = Studies.slices(32, 8, (slice, pixel) -> slice == 1 ? 5000 : pixel);
        var scan = studies.volume(slices);

        var kept = only(SMALL, scan).facts();
        var whole =
                prepare(PreparationOptions.of(SMALL).with(Intensity.WHOLE_VOLUME), scan)
                        .scans()
                        .getFirst()
                        .facts();

        assertEquals("values 0.0 to 63.0", kept.intensity());
        assertEquals("values 0.0 to 5000.0", whole.intensity());
    }

    @Test
    void paddingIsBlackAndDoesNotWidenTheRange() throws Exception {
        var slices = Studies.slices(4, 8, (slice, pixel) -> pixel == 0 ? -2000 : pixel);
        slices.forEach(slice -> slice.putInts(Tag.PIXEL_PADDING_VALUE, Vr.SS, -2000));

        var only = only(SMALL, studies.volume(slices));

        assertEquals("values 1.0 to 63.0", only.facts().intensity());
        assertEquals(0, only.tensor().at(0, 0, 0, 0));
        assertEquals(1, only.tensor().at(0, 7, 7, 3));
    }

    @Test
    void aPictureIsShownResizedAndRepeated() throws Exception {
        var pixels = new byte[64];
        for (int i = 0; i < 64; i++) {
            pixels[i] = (byte) (4 * i);
        }
        var scan = studies.picture(Studies.image(8, 8, 8, "MONOCHROME1", pixels));

        var only = only(SMALL, scan);

        assertEquals(List.of(1, 8, 8, 4), only.tensor().shape());
        for (int d = 0; d < 4; d++) {
            assertEquals((255 - 4 * 19) / 255f, only.tensor().at(0, 2, 3, d));
        }
        assertEquals("window 127.5/255 LINEAR_EXACT, inverted", only.facts().intensity());
    }

    /// Columns 0 0 255 255 become two: 21 and 234 of 255, as in BicubicTest.
    @Test
    void aPictureIsResizedByTheFilterOfTheTraining() throws Exception {
        var row = new byte[] {0, 0, (byte) 255, (byte) 255};
        var pixels = ByteBuffer.allocate(16).put(row).put(row).put(row).put(row).array();
        var model = new ModelInput(2, 2, 4, 4, 6, 4);

        var only = only(model, studies.picture(Studies.image(4, 4, 8, "MONOCHROME2", pixels)));

        assertEquals(21 / 255f, only.tensor().at(0, 0, 0, 0));
        assertEquals(234 / 255f, only.tensor().at(0, 1, 1, 3));
    }

    @Test
    void aColourPictureHasThreeChannels() throws Exception {
        var pixels = new byte[192];
        for (int i = 0; i < 64; i++) {
            pixels[3 * i] = (byte) 255;
            pixels[3 * i + 2] = 51;
        }

        var only = only(SMALL, studies.picture(Studies.image(8, 8, 8, "RGB", pixels)));

        assertEquals(List.of(3, 8, 8, 4), only.tensor().shape());
        assertEquals(1, only.tensor().at(0, 4, 4, 0));
        assertEquals(0, only.tensor().at(1, 4, 4, 0));
        assertEquals(0.2f, only.tensor().at(2, 4, 4, 0));
    }

    @Test
    void allScansOfASampleShareOneSize() throws Exception {
        var picture = studies.picture(Studies.image(2, 2, 8, "MONOCHROME2", new byte[4]));
        var shallow = studies.volume(Studies.slices(3, 4, (slice, pixel) -> pixel));
        var deep = studies.volume(Studies.slices(11, 8, (slice, pixel) -> pixel));
        var model = new ModelInput(16, 8, 4, 16, 6, 8);

        var input = prepare(model, picture, shallow, deep);

        for (var scan : input.scans()) {
            assertEquals(List.of(1, 8, 8, 12), scan.tensor().shape());
        }
        assertEquals(
                List.of(0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2), input.scans().get(1).facts().slices());
    }

    @Test
    void moreThanSixScansAreCappedInDepth() throws Exception {
        var scan = studies.volume(Studies.slices(16, 4, (slice, pixel) -> pixel));

        var seven = prepare(SMALL, Collections.nCopies(7, scan).toArray());

        assertEquals(8, seven.scans().getFirst().tensor().depth());
        assertEquals(16, only(SMALL, scan).tensor().depth());
    }

    @Test
    void factsTellWhatWasUsed() throws Exception {
        var slices = Studies.slices(9, 8, (slice, pixel) -> slice + pixel);
        slices.remove(4);
        slices.add(slices.getFirst());
        var scan = studies.volume(slices);

        var event = only(SMALL, scan).facts().toEvent();

        assertEquals(List.of(1, 8, 8, 8), event.getShape());
        assertEquals(8, event.getInstances().size());
        assertEquals(
                List.of(
                        "8 of 8 slices of 8 x 8, values 0.0 to 71.0",
                        "1 duplicate slices dropped",
                        "1 slices missing in 1 gaps"),
                event.getNotes());
    }

    @Test
    void framesWithoutAPlaceInSpaceAreStackedByNumber() throws Exception {
        var slices = Studies.slices(5, 8, (slice, pixel) -> 10 * slice + pixel);
        slices.forEach(slice -> slice.remove(Tag.IMAGE_POSITION_PATIENT));
        Collections.reverse(slices);

        var only = only(SMALL, studies.volume(slices));

        assertTrue(only.facts().notes().contains("slices in order of their numbers"));
        assertTrue(only.tensor().at(0, 0, 0, 0) < only.tensor().at(0, 0, 0, 3));
    }

    @Test
    void aPoisonScanIsNamedWithItsReason() throws Exception {
        var good = studies.volume(Studies.slices(4, 8, (slice, pixel) -> pixel));
        assertUnpreparable(
                "all values of the volume are the same",
                good,
                studies.volume(Studies.slices(4, 8, (slice, pixel) -> 7)));
        assertUnpreparable(
                "a value of the volume is not a number", good, studies.volume(List.of(nan())));
        var garbled = Studies.slices(1, 8, (slice, pixel) -> pixel);
        garbled.getFirst().putBytes(Tag.PIXEL_DATA, Vr.OW, new byte[100]);
        assertUnpreparable("not within the 100 bytes", good, studies.volume(garbled));
        var huge = Studies.slices(1, 8, (slice, pixel) -> pixel);
        huge.getFirst().putInts(Tag.ROWS, Vr.US, 65535).putInts(Tag.COLUMNS, Vr.US, 65535);
        assertUnpreparable("frame of ", good, studies.volume(huge));
        var notDicom = Studies.scan(ScanKind.VOLUME_3D, List.of(studies.put(new byte[3])));
        assertUnpreparable("at byte", good, notDicom);
        assertUnpreparable(
                "a scan without instances", good, Studies.scan(ScanKind.IMAGE_2D, List.of()));
        var malformed = new InstanceRef("1.2", "../../etc/passwd", 10L, 1);
        assertUnpreparable(
                "not a SHA-256 digest", good, Studies.scan(ScanKind.IMAGE_2D, List.of(malformed)));
    }

    @Test
    void anObjectThatIsNotThereYetMayComeAndIsNoPoison() {
        var absent = new InstanceRef("1.2", "0".repeat(64), 10L, 1);
        var scan = Studies.scan(ScanKind.IMAGE_2D, List.of(absent));

        assertThrows(StorageException.NoSuchObject.class, () -> prepare(SMALL, scan));
    }

    @Test
    void aSampleLargerThanAllowedIsRefusedBeforeAnythingIsDecoded() throws Exception {
        var scan = studies.volume(Studies.slices(16, 8, (slice, pixel) -> pixel));
        var tight = new PreparationOptions(SMALL, Intensity.KEPT_SLICES, 1, 100, 100, 5000);

        var refusal = assertThrows(UnpreparableScan.class, () -> prepare(tight, scan, scan));

        assertEquals(1, refusal.scan());
    }

    private static DataSet nan() {
        var bytes = ByteBuffer.allocate(256).order(ByteOrder.LITTLE_ENDIAN);
        IntStream.range(0, 64).forEach(i -> bytes.putFloat(i == 5 ? Float.NaN : i));
        var image = Studies.image(8, 8, 32, "MONOCHROME2", new byte[0]);
        return image.remove(Tag.PIXEL_DATA)
                .remove(Tag.BITS_STORED)
                .remove(Tag.HIGH_BIT)
                .putBytes(Tag.FLOAT_PIXEL_DATA, Vr.OF, bytes.array());
    }

    private void assertUnpreparable(String why, ScanSegment good, ScanSegment bad) {
        var refusal = assertThrows(UnpreparableScan.class, () -> prepare(SMALL, good, bad));
        assertEquals(1, refusal.scan());
        assertTrue(refusal.reason().contains(why), refusal.reason());
    }

    private Scan only(ModelInput model, ScanSegment scan) throws Exception {
        return prepare(model, scan).scans().getFirst();
    }

    private PreparedInput prepare(ModelInput model, Object... segments) throws Exception {
        return prepare(PreparationOptions.of(model), segments);
    }

    private PreparedInput prepare(PreparationOptions options, Object... segments) throws Exception {
        try (var preparer = new Preparer(store, options)) {
            return preparer.prepare(new ArrayList<>(List.of(segments)));
        }
    }
}
