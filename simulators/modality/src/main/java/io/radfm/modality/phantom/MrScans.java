// SPDX-License-Identifier: Apache-2.0
package io.radfm.modality.phantom;

/// MR of brains, in arbitrary units of signal.
public final class MrScans {
    private MrScans() {}

    /// Which series; each shows tissues differently and cuts its own way.
    public enum Sequence {
        T1_SAGITTAL(Contrast.T1),
        T2_AXIAL(Contrast.T2),
        FLAIR_AXIAL(Contrast.FLAIR),
        LOCALIZER(Contrast.T1);

        private final Contrast contrast;

        Sequence(Contrast contrast) {
            this.contrast = contrast;
        }
    }

    /// @param matrix rows and columns
    /// @param thick slices are so many times as thick as usual, and as many times fewer
    public static Scan brain(
            Build build, Truth truth, long take, Sequence sequence, int matrix, double thick) {
        var random = Seeds.random(take, "brain position");
        double s = build.size();
        var centre =
                new Point(
                        random.nextDouble(-5, 5),
                        random.nextDouble(-5, 5),
                        random.nextDouble(-5, 5));
        double tilt = Math.toRadians(random.nextDouble(-9, 9));
        double cos = Math.cos(tilt);
        double sin = Math.sin(tilt);
        var stack =
                switch (sequence) {
                    case T1_SAGITTAL ->
                            Stack.around(
                                    centre.plus(new Point(0, 0, -8)),
                                    new Point(0, 1, 0),
                                    new Point(0, 0, -1),
                                    new Point(-6 * thick, 0, 0),
                                    (int) (144 * s / (6 * thick)),
                                    matrix,
                                    250,
                                    5 * thick);
                    case LOCALIZER ->
                            Stack.around(
                                    centre,
                                    new Point(1, 0, 0),
                                    new Point(0, 1, 0),
                                    new Point(0, 0, 20),
                                    3,
                                    matrix / 2,
                                    280,
                                    8);
                    default -> // along the plane through front and back of the corpus callosum
                            Stack.around(
                                    centre.plus(new Point(0, 0, 16 * s)),
                                    new Point(1, 0, 0),
                                    new Point(0, cos, sin),
                                    new Point(0, -sin, cos).times(5.5 * thick),
                                    (int) (138 * s / (5.5 * thick)),
                                    matrix,
                                    230,
                                    5 * thick);
                };
        var grain = new Grain(random, 0.15);
        double strength = random.nextDouble(0.1, 0.22);
        return new Scan(
                Head.of(build, truth, sequence.contrast).solids(),
                stack,
                take,
                0,
                grain,
                (slice, plane, noise, draw) -> {
                    shade(slice, plane, strength);
                    noise.addRician(slice, plane.columns(), 11 / Math.sqrt(thick), draw);
                });
    }

    /// Coils are more sensitive near them: the rim is brighter than the middle.
    private static void shade(float[] slice, Plane plane, double strength) {
        for (int row = 0, i = 0; row < plane.rows(); row++) {
            double v = 2.0 * row / plane.rows() - 1;
            for (int column = 0; column < plane.columns(); column++, i++) {
                double u = 2.0 * column / plane.columns() - 1;
                slice[i] *= (float) (1 - strength / 2 + strength * (u * u + v * v));
            }
        }
    }
}
