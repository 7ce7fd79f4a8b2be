// SPDX-License-Identifier: Apache-2.0
package io.radfm.preparation;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/// One scan as the vision encoder takes it: value `((c·H + h)·W + w)·D + d`, in \[0,1\].
///
/// A grey scan has one channel, which the model repeats for its three; that saves two thirds of the
/// memory. The values are a direct buffer of native order, from 0 to its limit.
public record ScanTensor(int channels, int height, int width, int depth, FloatBuffer values) {

    static ScanTensor allocate(int channels, int height, int width, int depth) {
        int bytes = Math.multiplyExact(Math.multiplyExact(channels * height, width * depth), 4);
        var values = ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
        return new ScanTensor(channels, height, width, depth, values.asFloatBuffer());
    }

    public java.util.List<Integer> shape() {
        return java.util.List.of(channels, height, width, depth);
    }

    public float at(int channel, int row, int column, int slice) {
        return values.get(((channel * height + row) * width + column) * depth + slice);
    }

    /// Its size; never a value.
    @Override
    public String toString() {
        return "scan " + channels + "x" + height + "x" + width + "x" + depth;
    }
}
