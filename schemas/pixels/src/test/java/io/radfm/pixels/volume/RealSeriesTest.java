// SPDX-License-Identifier: Apache-2.0
package io.radfm.pixels.volume;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.radfm.dicom.DataSet;
import io.radfm.dicom.DicomReader;
import io.radfm.pixels.image.DicomImage;
import io.radfm.pixels.volume.Finding.SeveralVolumes;
import io.radfm.pixels.volume.Finding.SeveralVolumes.By;
import io.radfm.testkit.Shared;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/// Series as scanners sent them.
class RealSeriesTest {

    @Test
    void theTiltedHeadIsOneVolumeThatLeansAsItsHeaderSays() throws Exception {
        var plan = plan("CT_Philips_head_54");

        var head = plan.volumes().getFirst();
        assertEquals(1, plan.volumes().size());
        assertEquals(54, head.depth());
        assertEquals(1, head.findings().size());
        assertEquals(-18.5, ((Finding.GantryTilt) head.findings().getFirst()).degrees(), 0.01);
        assertEquals(0.482421875, head.geometry().rowSpacing());
        assertEquals(2.5 * Math.cos(Math.toRadians(18.5)), head.geometry().sliceSpacing(), 1e-3);
        assertEquals(1, head.slices().getFirst().number());
        assertFalse(plan.localizer());
    }

    @Test
    void theSagittalHeadStandsFromRightToLeft() throws Exception {
        var plan = plan("MR_Siemens_sagT1_35");

        var head = plan.volumes().getFirst();
        assertEquals(1, plan.volumes().size());
        assertEquals(35, head.depth());
        assertEquals(List.of(), head.findings());
        assertEquals(4.8, head.geometry().sliceSpacing(), 1e-4);
        assertArrayEquals(
                new double[] {0, 0, -1, 1, 0, 0, 0, -1, 0}, head.geometry().direction(), 1e-9);
    }

    @Test
    void theSurveyOfTheAbdomenIsThreeStacksAndALocalizer() throws Exception {
        var plan = plan("MR_Philips_abd_11");

        assertTrue(plan.localizer());
        assertTrue(plan.findings().contains(new SeveralVolumes(By.ORIENTATION, 3)));
        assertEquals(List.of(5, 3, 3), plan.volumes().stream().map(VolumePlan::depth).toList());
        assertEquals(5, plan.largest().orElseThrow().depth());
    }

    @Test
    void enhancedMultiFrameImagesBecomeVolumesOfTheirFrames() throws Exception {
        var plan = plan("MR_Siemens_XA30_enhanced_fmap");

        assertEquals(List.of(33, 33, 33), plan.volumes().stream().map(VolumePlan::depth).toList());
        assertEquals(
                List.of(new SeveralVolumes(By.IMAGE_TYPE, 2), new SeveralVolumes(By.ECHO, 2)),
                plan.findings());
        for (var volume : plan.volumes()) {
            assertEquals(3.4, volume.geometry().sliceSpacing(), 0.01);
            assertEquals(List.of(), volume.findings());
        }
    }

    @Test
    void aShuffledSeriesHasTheSameVoxels() throws Exception {
        var files = files("MR_Siemens_sagT1_35");
        var shuffled = new ArrayList<>(files);
        Collections.shuffle(shuffled, new Random(1));

        assertEquals(voxels(files), voxels(shuffled));
    }

    private static int voxels(List<Path> files) throws Exception {
        int hash = 0;
        var volume = SeriesPlanner.plan(headers(files)).volumes().getFirst();
        for (var slice : volume.slices()) {
            var image = DicomImage.open(DicomReader.read(files.get(slice.source())));
            var values = image.values(slice.frame()).values();
            hash = 31 * hash + java.util.Arrays.hashCode(values);
        }
        return hash;
    }

    private static SeriesPlan plan(String series) throws Exception {
        return SeriesPlanner.plan(headers(files(series)));
    }

    private static List<Path> files(String series) throws IOException {
        try (var files = Files.list(Shared.path("dicom/series/" + series))) {
            return files.sorted().toList();
        }
    }

    private static List<DataSet> headers(List<Path> files) throws IOException {
        var headers = new ArrayList<DataSet>();
        for (var file : files) {
            headers.add(DicomReader.read(file).dataSet());
        }
        return headers;
    }
}
