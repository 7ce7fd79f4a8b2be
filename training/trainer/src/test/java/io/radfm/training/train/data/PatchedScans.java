// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.train.data;

import io.radfm.model.Configuration;
import io.radfm.model.ScanTensor;
import io.radfm.training.sample.Npy;
import io.radfm.training.train.block.Scans;
import io.radfm.training.train.block.Torch;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.stream.IntStream;

/// Tensors as the training graph takes them, one group each.
public final class PatchedScans {
    private PatchedScans() {}

    public static List<Scans> of(Configuration configuration, List<ScanTensor> scans) {
        return scans.stream().map(scan -> of(configuration.vision(), scan)).toList();
    }

    private static Scans of(Configuration.Vision vision, ScanTensor scan) {
        boolean flat = scan.depth() == 1;
        int[] shape = {scan.channels(), scan.height(), scan.width(), scan.depth()};
        var array = Npy.Array.ofFloats(shape, scan.values());
        int[] kept = IntStream.range(0, scan.depth()).toArray();
        var patches = Torch.allocate(4L * scan.values().remaining());
        new Patches(vision, array, kept, flat).put(patches.asFloatBuffer());
        return new Scans(
                1,
                scan.height() / vision.patchSize(),
                scan.width() / vision.patchSize(),
                flat ? 1 : scan.depth() / vision.framePatchSize(),
                scan.channels() == 1,
                flat,
                patches);
    }

    /// A picture with its slice repeated, so many times, as the serving engine takes it.
    public static ScanTensor repeated(ScanTensor scan, int slices) {
        if (scan.depth() > 1) {
            return scan;
        }
        var values = FloatBuffer.allocate(scan.values().remaining() * slices);
        for (int i = 0; i < scan.values().remaining(); i++) {
            for (int z = 0; z < slices; z++) {
                values.put(scan.values().get(i));
            }
        }
        return new ScanTensor(scan.height(), scan.width(), slices, values.flip());
    }
}
