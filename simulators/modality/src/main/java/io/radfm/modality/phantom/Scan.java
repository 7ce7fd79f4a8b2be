// SPDX-License-Identifier: Apache-2.0
package io.radfm.modality.phantom;

import java.util.List;
import java.util.random.RandomGenerator;

/// A stack of slices, each computed when it is asked for: a whole scan is never in memory. Any
/// number of threads may ask.
public final class Scan {
    /// Millimetres. A slice of less than two layers is cut in its middle.
    private static final double LAYER = 5;

    private final List<Solid> solids;
    private final Stack stack;
    private final long take;
    private final double background;
    private final Detector detector;
    private final Grain grain;

    /// What a scanner does to a slice: its noise, and what else it cannot help.
    @FunctionalInterface
    interface Detector {
        void expose(float[] slice, Plane plane, Grain grain, RandomGenerator random);
    }

    Scan(
            List<Solid> solids,
            Stack stack,
            long take,
            double background,
            Grain grain,
            Detector detector) {
        this.solids = List.copyOf(solids);
        this.stack = stack;
        this.take = take;
        this.background = background;
        this.grain = grain;
        this.detector = detector;
    }

    public Stack stack() {
        return stack;
    }

    /// What lies within a thick slice is averaged, so that nothing small falls between two of them.
    private float[] thick(Plane plane) {
        int layers = Math.max(1, (int) (stack.thickness() / LAYER));
        var picture = SlicePainter.paint(solids, layer(plane, 0, layers), background);
        for (int layer = 1; layer < layers; layer++) {
            var more = SlicePainter.paint(solids, layer(plane, layer, layers), background);
            for (int i = 0; i < picture.length; i++) {
                picture[i] += more[i];
            }
        }
        for (int i = 0; layers > 1 && i < picture.length; i++) {
            picture[i] /= layers;
        }
        return picture;
    }

    private Plane layer(Plane plane, int layer, int layers) {
        double off = (layer + 0.5) / layers - 0.5;
        return new Plane(
                plane.origin().plus(stack.step().times(off)),
                plane.alongRow(),
                plane.alongColumn(),
                plane.spacing(),
                plane.rows(),
                plane.columns());
    }

    /// Values row by row: HU, or MR signal.
    public short[] slice(int slice) {
        var plane = stack.plane(slice);
        var picture = thick(plane);
        detector.expose(picture, plane, grain, Seeds.random(take, "slice", slice));
        var pixels = new short[picture.length];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (short) Math.clamp(Math.round(picture[i]), -1024, 4095);
        }
        return pixels;
    }
}
