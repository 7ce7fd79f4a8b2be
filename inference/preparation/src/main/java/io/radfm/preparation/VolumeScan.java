// SPDX-License-Identifier: Apache-2.0
package io.radfm.preparation;

import io.radfm.pixels.image.DicomImage;
import io.radfm.pixels.image.FrameValues;
import io.radfm.pixels.image.UnusableImage;
import io.radfm.pixels.volume.Slice;
import io.radfm.preparation.PreparationOptions.Intensity;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/// A volume as a scan: the kept slices are decoded, resampled in plane by [Nearest], and brought to
/// 0 … 1 from the smallest to the largest value of the volume. Colour slices keep their 0 … 255, as
/// three channels.
///
/// Refuses a volume with a value that is no number, and one without any difference in it, for which
/// min–max normalisation has no number either.
final class VolumeScan {
    private VolumeScan() {}

    static PreparedInput.Scan prepare(
            ScanPlan plan, SampleSize size, PreparationOptions options, Workers workers)
            throws IOException, UnusableImage, InterruptedException {
        int[] kept = SampleSize.kept(plan.depth(), size.depth(), options.model());
        var wanted =
                new TreeMap<Integer, Integer>(); // slice of the volume → place among the decoded
        for (int slice : kept) {
            wanted.putIfAbsent(slice, wanted.size());
        }
        var shown = wanted.keySet().stream().map(plan.slices()::get).toList();
        var decoded = workers.map(shown, slice -> Sheet.read(plan, slice, size.side()));
        var range = Range.of(decoded);
        if (options.intensity() == Intensity.WHOLE_VOLUME) {
            range = range.and(skipped(plan, wanted.keySet(), workers));
        }
        range.require();
        var places = Arrays.stream(kept).map(wanted::get).toArray();
        var tensor = tensor(decoded, places, size, range);
        return new PreparedInput.Scan(tensor, facts(plan, kept, shown, tensor, range));
    }

    private static Range skipped(ScanPlan plan, java.util.Set<Integer> kept, Workers workers)
            throws IOException, UnusableImage, InterruptedException {
        var rest =
                java.util.stream.IntStream.range(0, plan.depth())
                        .filter(slice -> !kept.contains(slice))
                        .mapToObj(plan.slices()::get)
                        .toList();
        return Range.of(workers.map(rest, slice -> Sheet.read(plan, slice, 1)));
    }

    /// One slice, resampled in plane, plane after plane, and the range of all its pixels.
    private record Sheet(float[][] channels, Range range) {

        static Sheet read(ScanPlan plan, Slice slice, int side) throws IOException, UnusableImage {
            var image = DicomImage.open(plan.file(slice));
            int[] rows = Nearest.indices(image.rows(), side);
            int[] columns = Nearest.indices(image.columns(), side);
            if (image.monochrome()) {
                var values = image.values(slice.frame());
                var range = new Range(values.min(), values.max(), values.nan());
                return new Sheet(new float[][] {grey(values, rows, columns)}, range);
            }
            var picture = image.display(slice.frame());
            var channels = new float[3][side * side];
            int to = 0;
            for (int row : rows) {
                for (int column : columns) {
                    for (int channel = 0; channel < 3; channel++) {
                        int from = (row * picture.columns() + column) * 3 + channel;
                        channels[channel][to] = picture.pixels()[from] & 0xFF;
                    }
                    to++;
                }
            }
            return new Sheet(channels, new Range(0, 255, false));
        }

        private static float[] grey(FrameValues values, int[] rows, int[] columns) {
            if (rows.length == values.rows() && columns.length == values.columns()) {
                return values.values();
            }
            var out = new float[rows.length * columns.length];
            int to = 0;
            for (int row : rows) {
                int from = row * values.columns();
                for (int column : columns) {
                    out[to++] = values.values()[from + column];
                }
            }
            return out;
        }
    }

    private record Range(float min, float max, boolean nan) {

        static Range of(List<Sheet> sheets) {
            var range = new Range(Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, false);
            for (var sheet : sheets) {
                range = range.and(sheet.range());
            }
            return range;
        }

        Range and(Range other) {
            return new Range(Math.min(min, other.min), Math.max(max, other.max), nan || other.nan);
        }

        void require() throws UnusableImage {
            if (nan || min == Float.NEGATIVE_INFINITY || max == Float.POSITIVE_INFINITY) {
                throw new UnusableImage("a value of the volume is not a number");
            }
            if (!(min < max)) {
                throw new UnusableImage("all values of the volume are the same");
            }
        }
    }

    /// Row by row: each row is read from all slices and written once, depth fastest.
    private static ScanTensor tensor(List<Sheet> sheets, int[] places, SampleSize size, Range range)
            throws UnusableImage {
        int channels = sheets.getFirst().channels().length;
        if (sheets.stream().anyMatch(sheet -> sheet.channels().length != channels)) {
            throw new UnusableImage("grey and colour slices in one volume");
        }
        int side = size.side();
        int depth = size.depth();
        var tensor = ScanTensor.allocate(channels, side, side, depth);
        float extent = range.max() - range.min();
        var line = new float[side * depth];
        for (int channel = 0; channel < channels; channel++) {
            for (int row = 0; row < side; row++) {
                for (int d = 0; d < depth; d++) {
                    var sheet = sheets.get(places[d]).channels()[channel];
                    for (int column = 0, to = d; column < side; column++, to += depth) {
                        float value = (sheet[row * side + column] - range.min()) / extent;
                        line[to] = Math.max(0, value); // padding is black
                    }
                }
                tensor.values().put((channel * side + row) * side * depth, line);
            }
        }
        return tensor;
    }

    private static ScanFacts facts(
            ScanPlan plan, int[] kept, List<Slice> shown, ScanTensor tensor, Range range) {
        var shape = plan.slices().getFirst().shape();
        return new ScanFacts(
                plan.segment().getSeriesInstanceUid(),
                shown.stream().map(plan::instance).distinct().toList(),
                tensor.shape(),
                shape.rows(),
                shape.columns(),
                plan.depth(),
                Arrays.stream(kept).boxed().toList(),
                plan.geometry(),
                "values " + range.min() + " to " + range.max(),
                plan.notes());
    }
}
