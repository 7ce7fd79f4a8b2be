// SPDX-License-Identifier: Apache-2.0
package io.radfm.pixels.volume;

import static io.radfm.pixels.volume.Headers.slice;
import static io.radfm.pixels.volume.Headers.stack;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.radfm.dicom.DataSet;
import io.radfm.dicom.Tag;
import io.radfm.dicom.Vr;
import io.radfm.pixels.image.UnusableImage;
import io.radfm.pixels.volume.Finding.SeveralVolumes;
import io.radfm.pixels.volume.Finding.SeveralVolumes.By;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;

/// What series are made of, told from their headers.
class SeriesPlannerTest {

    @Test
    void slicesStandByPositionAndNotByNumber() throws Exception {
        var headers = List.of(slice(1, 0, 0, 9), slice(2, 0, 0, 3), slice(3, 0, 0, 6));

        var volume = only(headers);

        assertEquals(List.of(2, 3, 1), volume.slices().stream().map(Slice::number).toList());
        assertEquals(List.of(1, 2, 0), volume.slices().stream().map(Slice::source).toList());
    }

    @Test
    void theGridIsMeasured() throws Exception {
        var grid = only(stack(1, 5, 2.5)).geometry();

        assertEquals(new Vec3(0, 0, 0), grid.origin());
        assertEquals(0.25, grid.columnSpacing());
        assertEquals(0.5, grid.rowSpacing());
        assertEquals(2.5, grid.sliceSpacing());
        assertArrayEquals(new double[] {1, 0, 0, 0, 1, 0, 0, 0, 1}, grid.direction());
        assertEquals(new Vec3(0, 0, 2.5), grid.step());
    }

    @Property(tries = 100)
    void theOrderOfArrivalDoesNotMatter(
            @ForAll @IntRange(min = 1, max = 12) int slices,
            @ForAll @IntRange(min = 1, max = 4) int times,
            @ForAll long seed)
            throws Exception {
        var headers = new ArrayList<DataSet>();
        for (int time = 0; time < times; time++) {
            for (var header : stack(1 + time * slices, slices, 2)) {
                headers.add(header.putInts(Tag.TEMPORAL_POSITION_IDENTIFIER, Vr.IS, time + 1));
            }
        }
        var expected = uids(SeriesPlanner.plan(headers));

        Collections.shuffle(headers, new Random(seed));

        assertEquals(expected, uids(SeriesPlanner.plan(headers)));
        assertEquals(times, expected.size());
    }

    @Property(tries = 100)
    void doublesAreDroppedAndCounted(
            @ForAll @IntRange(min = 2, max = 20) int slices,
            @ForAll @IntRange(min = 1, max = 20) int doubles,
            @ForAll long seed)
            throws Exception {
        var headers = stack(1, slices, 2);
        var expected = uids(SeriesPlanner.plan(headers));
        var random = new Random(seed);
        for (int i = 0; i < doubles; i++) {
            headers.add(headers.get(random.nextInt(slices)));
        }

        var plan = SeriesPlanner.plan(headers);

        assertEquals(expected, uids(plan));
        assertEquals(List.of(new Finding.Duplicates(doubles)), plan.findings());
    }

    @Test
    void theSamePlaceTwiceWithNothingBetweenThemIsADuplicate() throws Exception {
        var headers = stack(1, 6, 2);
        headers.add(slice(3, 0, 0, 4));

        var volume = only(headers);

        assertEquals(6, volume.depth());
        assertEquals(List.of(new Finding.Duplicates(1)), volume.findings());
    }

    @Property(tries = 100)
    void missingSlicesAreCounted(
            @ForAll @IntRange(min = 5, max = 30) int slices,
            @ForAll @IntRange(min = 1, max = 3) int missing)
            throws Exception {
        var headers = stack(1, slices + missing, 1.25);
        headers.subList(2, 2 + missing).clear();

        assertEquals(List.of(new Finding.Gaps(1, missing)), only(headers).findings());
    }

    @Test
    void unevenSpacingIsToldFromGaps() throws Exception {
        var headers = stack(1, 6, 2);
        headers.add(slice(9, 0, 0, 11.3));

        var finding = (Finding.UnevenSpacing) only(headers).findings().getFirst();

        assertEquals(1.3, finding.leastMm(), 1e-9);
        assertEquals(2, finding.mostMm(), 1e-9);
    }

    @Property(tries = 50)
    void aLeaningStackIsATiltedGantry(@ForAll @IntRange(min = -30, max = 30) int degrees)
            throws Exception {
        var headers = new ArrayList<DataSet>();
        for (int i = 0; i < 10; i++) {
            headers.add(slice(i, 0, Math.tan(Math.toRadians(degrees)) * 2 * i, 2 * i));
        }

        var findings = only(headers).findings();

        if (degrees == 0) {
            assertEquals(List.of(), findings);
        } else {
            assertEquals(degrees, ((Finding.GantryTilt) findings.getFirst()).degrees(), 1e-6);
        }
    }

    @Test
    void slicesThatWanderAreNotATilt() throws Exception {
        var headers = stack(1, 5, 2);
        headers.add(slice(6, 7, 0, 10));

        assertTrue(only(headers).findings().getFirst() instanceof Finding.Misaligned);
    }

    @Test
    void orientationsBecomeStacksOfTheirOwn() throws Exception {
        var headers = stack(1, 4, 5);
        for (int i = 0; i < 3; i++) {
            headers.add(slice(10 + i, Headers.CORONAL, 0, i * 5, 0));
        }

        var plan = SeriesPlanner.plan(headers);

        assertEquals(List.of(4, 3), plan.volumes().stream().map(VolumePlan::depth).toList());
        assertEquals(List.of(new SeveralVolumes(By.ORIENTATION, 2)), plan.findings());
    }

    @Test
    void imagesOfAnotherShapeOrSpacingBecomeStacksOfTheirOwn() throws Exception {
        var headers = stack(1, 3, 5);
        headers.add(slice(8, 0, 0, 20).putInts(Tag.ROWS, Vr.US, 128));
        headers.add(slice(9, 0, 0, 20).putNumbers(Tag.PIXEL_SPACING, Vr.DS, 2, 2));

        var plan = SeriesPlanner.plan(headers);

        assertEquals(3, plan.volumes().size());
        assertEquals(List.of(new SeveralVolumes(By.SHAPE, 3)), plan.findings());
    }

    @Test
    void echoesImageTypesDiffusionAndTimesAreToldApart() throws Exception {
        assertSplit(By.ECHO, (header, i) -> header.putNumbers(Tag.ECHO_TIME, Vr.DS, 4.6 + 2.3 * i));
        assertSplit(
                By.IMAGE_TYPE,
                (header, i) ->
                        header.putString(
                                Tag.IMAGE_TYPE, Vr.CS, "ORIGINAL", "PRIMARY", i == 0 ? "M" : "P"));
        assertSplit(
                By.DIFFUSION,
                (header, i) -> header.putNumbers(Tag.DIFFUSION_B_VALUE, Vr.FD, 1000 * i));
        assertSplit(
                By.TIME,
                (header, i) -> header.putInts(Tag.TEMPORAL_POSITION_IDENTIFIER, Vr.IS, 1 + i));
        assertSplit(By.TIME, (header, i) -> header.putNumbers(Tag.TRIGGER_TIME, Vr.DS, 800 * i));
        assertSplit(By.TIME, (header, i) -> header.putInts(Tag.ACQUISITION_NUMBER, Vr.IS, 1 + i));
        assertSplit(
                By.TIME, (header, i) -> header.putString(Tag.ACQUISITION_TIME, Vr.TM, "10150" + i));
        assertSplit(By.TIME, (header, i) -> {}); // by instance number alone
    }

    private static void assertSplit(By by, BiConsumer<DataSet, Integer> trait) throws Exception {
        var headers = new ArrayList<DataSet>();
        for (int i = 0; i < 2; i++) {
            for (var header : stack(1 + 5 * i, 5, 2)) {
                trait.accept(header, i);
                headers.add(header);
            }
        }
        Collections.shuffle(headers, new Random(7));

        var plan = SeriesPlanner.plan(headers);

        assertEquals(List.of(new SeveralVolumes(by, 2)), plan.findings());
        assertEquals(List.of(5, 5), plan.volumes().stream().map(VolumePlan::depth).toList());
        assertEquals(
                List.of(1, 2, 3, 4, 5),
                plan.volumes().getFirst().slices().stream().map(Slice::number).toList());
        assertEquals(List.of(new VolumePlan.Part(by, 1, 2)), plan.volumes().getLast().parts());
    }

    @Test
    void echoesWithinTimesBecomeFourVolumes() throws Exception {
        var headers = new ArrayList<DataSet>();
        for (int i = 0; i < 4; i++) {
            for (var header : stack(1 + 5 * i, 5, 2)) {
                headers.add(
                        header.putNumbers(Tag.ECHO_TIME, Vr.DS, i % 2 == 0 ? 5 : 10)
                                .putInts(Tag.TEMPORAL_POSITION_IDENTIFIER, Vr.IS, 1 + i / 2));
            }
        }

        var volumes = SeriesPlanner.plan(headers).volumes();

        assertEquals(4, volumes.size());
        assertEquals(List.of(0, 1, 0, 1), volumes.stream().map(VolumePlan::timePoint).toList());
        assertEquals(2, volumes.getFirst().timePoints());
    }

    @Test
    void aTraitThatVariesWithinOneVolumeDoesNotSplitIt() throws Exception {
        var headers = stack(1, 6, 2);
        for (int i = 0; i < 6; i++) {
            headers.get(i)
                    .putString(Tag.ACQUISITION_TIME, Vr.TM, "10150" + i)
                    .putNumbers(Tag.ECHO_TIME, Vr.DS, 4 + i % 2);
        }

        assertEquals(6, only(headers).depth());
    }

    @Test
    void localizersAreKnownByTypeByNameAndByTheirThreePlanes() throws Exception {
        var typed = stack(1, 2, 5);
        typed.getFirst().putString(Tag.IMAGE_TYPE, Vr.CS, "ORIGINAL", "PRIMARY", "LOCALIZER");
        var named = stack(1, 2, 5);
        named.getFirst().putString(Tag.SERIES_DESCRIPTION, Vr.LO, "Breath holdSURVEY");
        var three =
                List.of(
                        slice(1, 0, 0, 0),
                        slice(2, Headers.CORONAL, 0, 0, 0),
                        slice(3, Headers.SAGITTAL, 0, 0, 0));

        assertTrue(SeriesPlanner.plan(typed).localizer());
        assertTrue(SeriesPlanner.plan(named).localizer());
        assertTrue(SeriesPlanner.plan(three).localizer());
    }

    @Test
    void framesWithoutAPlaceArePictures() throws Exception {
        var lying = slice(1, new double[] {1, 1, 0, 0, 1, 0}, 0, 0, 0);
        var absent = slice(2, 0, 0, 0).remove(Tag.IMAGE_POSITION_PATIENT);
        var cine = slice(3, 0, 0, 0).putInts(Tag.NUMBER_OF_FRAMES, Vr.IS, 3);

        var plan = SeriesPlanner.plan(List.of(lying, absent, cine));

        assertEquals(List.of(), plan.volumes());
        assertEquals(5, plan.pictures().size());
        assertEquals(List.of(new Finding.Unplaced(5)), plan.findings());
    }

    @Test
    void aHeaderThatClaimsMillionsOfFramesIsRefused() {
        var header = slice(1, 0, 0, 0).putInts(Tag.NUMBER_OF_FRAMES, Vr.IS, Integer.MAX_VALUE);

        assertThrows(UnusableImage.class, () -> SeriesPlanner.plan(List.of(header)));
    }

    private static VolumePlan only(List<DataSet> headers) throws UnusableImage {
        var plan = SeriesPlanner.plan(headers);
        assertEquals(1, plan.volumes().size(), plan.findings().toString());
        return plan.volumes().getFirst();
    }

    private static List<List<String>> uids(SeriesPlan plan) {
        return plan.volumes().stream()
                .map(volume -> volume.slices().stream().map(Slice::sopInstanceUid).toList())
                .toList();
    }
}
