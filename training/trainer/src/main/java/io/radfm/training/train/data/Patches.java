// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.train.data;

import io.radfm.model.Configuration;
import io.radfm.training.sample.Npy;

import java.nio.FloatBuffer;

/// Cuts a scan into patches and normalises each to mean 0 and variance 1, in the order the vision
/// encoder takes them: patches by row, column, depth; in each the numbers by row, column, slice,
/// channel.
///
/// Nothing here is learned, so it is done once, and no gradient flows through it. A grey scan gives
/// one channel and a picture one slice: the mean and variance of a patch do not change when all its
/// numbers are repeated.
final class Patches {
    private static final double LAYER_NORM_EPS = 1e-5;

    private final int side;
    private final int slices;
    private final int channels;
    private final Npy.Array scan;
    private final int[] kept;
    private final float[] values;

    /// @param kept for each slice the model is given, the slice of the scan that it is
    /// @param flat give one slice for all of a patch: they are equal
    Patches(Configuration.Vision vision, Npy.Array scan, int[] kept, boolean flat) {
        this.side = vision.patchSize();
        this.slices = flat ? 1 : vision.framePatchSize();
        this.channels = scan.channels();
        this.scan = scan;
        this.kept = flat ? new int[1] : kept;
        this.values = new float[scan.values()];
        scan.copyTo(FloatBuffer.wrap(values));
    }

    /// Puts all patches.
    void put(FloatBuffer target) {
        var patch = new float[side * side * slices * channels];
        for (int top = 0; top < scan.height(); top += side) {
            for (int left = 0; left < scan.width(); left += side) {
                for (int first = 0; first < kept.length; first += slices) {
                    gather(top, left, first, patch);
                    normalise(patch);
                    target.put(patch);
                }
            }
        }
    }

    private void gather(int top, int left, int first, float[] patch) {
        int depth = scan.depth();
        int plane = scan.height() * scan.width() * depth;
        int to = 0;
        for (int y = top; y < top + side; y++) {
            for (int x = left; x < left + side; x++) {
                int column = (y * scan.width() + x) * depth;
                for (int z = first; z < first + slices; z++) {
                    int at = column + kept[z];
                    for (int channel = 0; channel < channels; channel++) {
                        patch[to++] = values[channel * plane + at];
                    }
                }
            }
        }
    }

    private static void normalise(float[] patch) {
        double sum = 0;
        for (float value : patch) {
            sum += value;
        }
        double mean = sum / patch.length;
        double squares = 0;
        for (float value : patch) {
            squares += (value - mean) * (value - mean);
        }
        float scale = (float) (1 / Math.sqrt(squares / patch.length + LAYER_NORM_EPS));
        float middle = (float) mean;
        for (int i = 0; i < patch.length; i++) {
            patch[i] = (patch[i] - middle) * scale;
        }
    }
}
