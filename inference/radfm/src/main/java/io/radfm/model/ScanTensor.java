// SPDX-License-Identifier: Apache-2.0
package io.radfm.model;

import java.nio.FloatBuffer;

/// One scan as the vision encoder takes it: `[C, H, W, D]`, channel first, depth fastest, values in
/// \[0,1\]. `C` is 3 (RGB) or 1; a grey scan is given once and repeated inside the graph.
///
/// The values are read, never written, from `values.position()` to `values.limit()`. A direct
/// buffer of native order reaches the engine without a copy.
public record ScanTensor(int height, int width, int depth, FloatBuffer values) {
    public ScanTensor {
        long voxels = (long) height * width * depth;
        if (height < 1 || width < 1 || depth < 1) {
            throw new IllegalArgumentException("scan of " + height + "x" + width + "x" + depth);
        }
        if (values.remaining() != voxels && values.remaining() != 3 * voxels) {
            throw new IllegalArgumentException(
                    "%d values for a scan of %dx%dx%d: must be 1 or 3 channels"
                            .formatted(values.remaining(), height, width, depth));
        }
        values = values.slice();
    }

    public ScanTensor(int height, int width, int depth, float[] values) {
        this(height, width, depth, FloatBuffer.wrap(values));
    }

    public int channels() {
        return (int) (values.remaining() / ((long) height * width * depth));
    }

    /// Its size; never a value.
    @Override
    public String toString() {
        return "scan " + channels() + "x" + height + "x" + width + "x" + depth;
    }
}
