// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.format;

import io.radfm.training.sample.Npy;
import io.radfm.training.sample.Npy.Type;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.function.ToIntFunction;

/// All volumes of a sample as one array `[S, 3, H, W, D]`: what the authors' loaders take apart
/// along its first axis. Grey ones are there three times. Where sizes differ, all have the largest,
/// by the nearest voxel (index `⌊to · in / out⌋`, as RadFM's own resampling); where kinds differ,
/// all are floats.
final class Volumes {
    private static final int CHANNELS = 3;

    private final List<Npy.Array> scans;
    private final Type type;
    private final int height;
    private final int width;
    private final int depth;

    Volumes(List<Npy.Array> scans) {
        this.scans = scans;
        boolean bytes = scans.stream().allMatch(scan -> scan.type() == Type.BYTE);
        type = bytes ? Type.BYTE : Type.FLOAT;
        height = largest(Npy.Array::height);
        width = largest(Npy.Array::width);
        depth = largest(Npy.Array::depth);
    }

    private int largest(ToIntFunction<Npy.Array> side) {
        return scans.stream().mapToInt(side).max().orElseThrow();
    }

    void write(DigestFile file) throws IOException {
        file.write(Npy.header(type, scans.size(), CHANNELS, height, width, depth).array());
        for (var scan : scans) {
            for (int channel = 0; channel < CHANNELS; channel++) {
                write(file, scan, scan.channels() == 1 ? 0 : channel);
            }
        }
    }

    /// One row of voxels in the plane after another, each with its depth.
    private void write(DigestFile file, Npy.Array scan, int channel) throws IOException {
        boolean bytes = type == Type.BYTE;
        var row = ByteBuffer.allocate(width * depth * (bytes ? 1 : Float.BYTES));
        row.order(ByteOrder.LITTLE_ENDIAN);
        for (int y = 0; y < height; y++) {
            row.clear();
            int line = channel * scan.height() + nearest(y, scan.height(), height);
            for (int x = 0; x < width; x++) {
                int column = line * scan.width() + nearest(x, scan.width(), width);
                for (int z = 0; z < depth; z++) {
                    int at = column * scan.depth() + nearest(z, scan.depth(), depth);
                    if (bytes) {
                        row.put((byte) Math.round(scan.value(at) * 255));
                    } else {
                        row.putFloat(scan.value(at));
                    }
                }
            }
            file.write(row.array());
        }
    }

    private static int nearest(int to, int in, int out) {
        return (int) ((long) to * in / out);
    }
}
