// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.evaluate.predict;

import io.radfm.model.Configuration;
import io.radfm.model.ScanTensor;
import io.radfm.preparation.ModelInput;
import io.radfm.preparation.SampleSize;
import io.radfm.training.sample.Npy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.stream.IntStream;

/// Scans of a data set as a model takes them: of the size they are stored in where it takes that,
/// as in training, else resampled by the nearest to its image size; all of a sample of one depth,
/// by the same rule as when it serves ([SampleSize]).
final class ModelTensors {
    private static final float GREY = 0.5f;

    private final Configuration.Vision vision;
    private final ModelInput input;

    ModelTensors(Configuration.Vision vision) {
        this.vision = vision;
        this.input = ModelInput.of(vision.imageSize(), vision.frames(), vision.framePatchSize());
    }

    /// Of all scans of a sample.
    int depth(List<Npy.Array> scans) {
        var depths = scans.stream().map(Npy.Array::depth).toList();
        return SampleSize.of(depths, depths.stream().anyMatch(it -> it > 1), input).depth();
    }

    ScanTensor of(Npy.Array array, int depth) {
        int[] rows = sides(array, array.height());
        int[] columns = sides(array, array.width());
        int[] slices = SampleSize.kept(array.depth(), depth, input);
        var values = direct(array.channels(), rows.length, columns.length, depth);
        for (int channel = 0; channel < array.channels(); channel++) {
            for (int row : rows) {
                int line = (channel * array.height() + row) * array.width();
                for (int column : columns) {
                    int at = (line + column) * array.depth();
                    for (int slice : slices) {
                        values.put(array.value(at + slice));
                    }
                }
            }
        }
        return new ScanTensor(rows.length, columns.length, depth, values.flip());
    }

    /// Of the size that this scan would have.
    ScanTensor grey(Npy.Array array, int depth) {
        int rows = sides(array, array.height()).length;
        int columns = sides(array, array.width()).length;
        var values = direct(1, rows, columns, depth);
        while (values.hasRemaining()) {
            values.put(GREY);
        }
        return new ScanTensor(rows, columns, depth, values.flip());
    }

    private int[] sides(Npy.Array array, int side) {
        return taken(array.height()) && taken(array.width())
                ? IntStream.range(0, side).toArray()
                : new SampleSize(vision.imageSize(), 1).sides(side);
    }

    private boolean taken(int side) {
        return side % vision.patchSize() == 0 && side <= vision.imageSize();
    }

    private static FloatBuffer direct(int channels, int rows, int columns, int depth) {
        int values = Math.multiplyExact(Math.multiplyExact(channels * rows, columns), depth);
        return ByteBuffer.allocateDirect(Math.multiplyExact(values, Float.BYTES))
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }
}
