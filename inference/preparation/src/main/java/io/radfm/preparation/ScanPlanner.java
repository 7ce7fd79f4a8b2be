// SPDX-License-Identifier: Apache-2.0
package io.radfm.preparation;

import io.radfm.dicom.DicomFile;
import io.radfm.events.ScanKind;
import io.radfm.events.ScanSegment;
import io.radfm.pixels.image.DicomImage;
import io.radfm.pixels.image.UnusableImage;
import io.radfm.pixels.volume.Finding;
import io.radfm.pixels.volume.SeriesPlan;
import io.radfm.pixels.volume.SeriesPlanner;
import io.radfm.pixels.volume.Slice;
import io.radfm.pixels.volume.VolumePlan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Decides from headers what a scan segment is: which frame of a picture, or which volume of a
/// series and its slices in order.
final class ScanPlanner {
    private ScanPlanner() {}

    static ScanPlan plan(ScanSegment segment, List<DicomFile> files) throws UnusableImage {
        if (segment.getKind() == ScanKind.IMAGE_2D) {
            return picture(segment, files);
        }
        var series = SeriesPlanner.plan(files.stream().map(DicomFile::dataSet).toList());
        var largest = series.largest();
        return largest.isPresent()
                ? volume(segment, files, series, largest.get())
                : numbered(segment, files, series);
    }

    /// The representative frame of the first instance.
    private static ScanPlan picture(ScanSegment segment, List<DicomFile> files)
            throws UnusableImage {
        var image = DicomImage.open(files.getFirst());
        int frame = image.representativeFrame();
        var notes = new ArrayList<String>();
        if (image.frames() > 1) {
            notes.add("frame " + (frame + 1) + " of " + image.frames());
        }
        if (files.size() > 1) {
            notes.add("first of " + files.size() + " pictures");
        }
        var slice =
                SeriesPlanner.plan(List.of(files.getFirst().dataSet())).frames().stream()
                        .filter(candidate -> candidate.frame() == frame)
                        .findFirst()
                        .orElseThrow(() -> new UnusableImage("there is no frame " + frame));
        return new ScanPlan(segment, false, files, List.of(slice), Optional.empty(), notes);
    }

    /// One scan of the context is one volume: the largest, of equals the first echo and time point.
    private static ScanPlan volume(
            ScanSegment segment, List<DicomFile> files, SeriesPlan series, VolumePlan chosen) {
        var notes =
                new ArrayList<>(
                        Stream.concat(series.findings().stream(), chosen.findings().stream())
                                .map(Finding::note)
                                .toList());
        if (series.volumes().size() > 1) {
            int place = series.volumes().indexOf(chosen) + 1;
            notes.add("stack " + place + " of " + series.volumes().size() + " used");
        }
        return new ScanPlan(
                segment, true, files, chosen.slices(), Optional.of(chosen.geometry()), notes);
    }

    /// Frames without a place in space, in the order of their numbers; those of another shape than
    /// the first are left out.
    private static ScanPlan numbered(ScanSegment segment, List<DicomFile> files, SeriesPlan series)
            throws UnusableImage {
        if (series.pictures().isEmpty()) {
            throw new UnusableImage("there are no frames");
        }
        var shape = series.pictures().getFirst().shape();
        List<Slice> slices =
                series.pictures().stream().filter(slice -> slice.shape().equals(shape)).toList();
        var notes = new ArrayList<>(series.findings().stream().map(Finding::note).toList());
        notes.add("slices in order of their numbers");
        return new ScanPlan(segment, true, files, slices, Optional.empty(), notes);
    }
}
