// SPDX-License-Identifier: Apache-2.0
package io.radfm.preparation;

import io.radfm.pixels.image.DicomImage;
import io.radfm.pixels.image.DisplayFrame;
import io.radfm.pixels.image.UnusableImage;

import java.io.IOException;
import java.util.stream.IntStream;

/// A picture as a scan: shown on 8 bits, resized (bicubic) to the side of pictures, values / 255,
/// the one slice repeated. In a sample of volumes of another side it is then resampled by
/// [Nearest], as every scan of a sample is.
final class PictureScan {
    private PictureScan() {}

    static PreparedInput.Scan prepare(ScanPlan plan, SampleSize size, ModelInput model)
            throws IOException, UnusableImage {
        var slice = plan.slices().getFirst();
        var image = DicomImage.open(plan.file(slice));
        var rendered = image.rendered(slice.frame());
        var picture = rendered.display().resized(model.pictureSide(), model.pictureSide());
        var tensor = tensor(picture, size);
        var facts =
                new ScanFacts(
                        plan.segment().getSeriesInstanceUid(),
                        java.util.List.of(plan.instance(slice)),
                        tensor.shape(),
                        image.rows(),
                        image.columns(),
                        1,
                        IntStream.range(0, size.depth()).mapToObj(any -> 0).toList(),
                        plan.geometry(),
                        rendered.how(),
                        plan.notes());
        return new PreparedInput.Scan(tensor, facts);
    }

    private static ScanTensor tensor(DisplayFrame picture, SampleSize size) {
        var tensor = ScanTensor.allocate(picture.samples(), size.side(), size.side(), size.depth());
        int[] rows = Nearest.indices(picture.rows(), size.side());
        int[] columns = Nearest.indices(picture.columns(), size.side());
        for (int channel = 0, to = 0; channel < picture.samples(); channel++) {
            for (int row : rows) {
                for (int column : columns) {
                    int from = (row * picture.columns() + column) * picture.samples() + channel;
                    float value = (picture.pixels()[from] & 0xFF) / 255f;
                    for (int d = 0; d < size.depth(); d++) {
                        tensor.values().put(to++, value);
                    }
                }
            }
        }
        return tensor;
    }
}
