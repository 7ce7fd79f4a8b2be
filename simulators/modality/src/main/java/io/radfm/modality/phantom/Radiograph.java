// SPDX-License-Identifier: Apache-2.0
package io.radfm.modality.phantom;

import java.util.Arrays;
import java.util.List;

/// A projection as a detector delivers it.
///
/// @param pixels row by row, 0 (black) to 4095 (white)
/// @param spacing of the detector's pixels, in millimetres
public record Radiograph(short[] pixels, int rows, int columns, double spacing) {
    public static final int BITS = 12;
    private static final double FIELD_WIDTH = 352;
    private static final double FIELD_HEIGHT = 428;

    /// What rays are traced for; the detector's pixels lie between.
    private static final double RAY_SPACING = 0.8;

    private static final double PLANES_APART = 3;
    private static final double DEPTH = 290;

    /// A chest, from the back to the front: the patient's right is on the left of the picture.
    ///
    /// @param columns of the detector, which is 352 × 428 mm
    public static Radiograph chest(Build build, Truth truth, long take, int columns) {
        double raySpacing = Math.max(RAY_SPACING, FIELD_WIDTH / columns);
        var random = Seeds.random(take, "chest exposure");
        double left = -FIELD_WIDTH / 2 + random.nextDouble(-7, 7);
        double top = 196 * build.size() + random.nextDouble(-4, 12);
        var front = film(left, top, raySpacing);
        int rayRows = front.rows();
        int rayColumns = front.columns();
        var rays = rays(Chest.of(build, truth), front);
        var markings = new Markings(rays, front);
        markings.vessels(Chest.outlineOf(build, truth), build);
        truth.find(Label.PACEMAKER).ifPresent(it -> markings.lead(it.side(), build.size()));
        int rows = (int) Math.round(FIELD_HEIGHT / FIELD_WIDTH * columns);
        var picture = enlarge(Exposure.of(build).develop(rays), rayRows, rayColumns, rows, columns);
        new Grain(random, 0.3).addTo(picture, columns, 9 + 10 * build.fat(), random);
        Lettering.marker(picture, columns, random.nextBoolean() ? 'R' : 'L', 3800);
        collimate(picture, rows, columns, random.nextDouble(0.004, 0.02));
        var pixels = new short[picture.length];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (short) Math.clamp(Math.round(picture[i]), 0, (1 << BITS) - 1);
        }
        return new Radiograph(pixels, rows, columns, FIELD_WIDTH / columns);
    }

    private static Plane film(double left, double top, double spacing) {
        return new Plane(
                new Point(left, -150, top),
                new Point(1, 0, 0),
                new Point(0, 0, -1),
                spacing,
                (int) Math.round(FIELD_HEIGHT / spacing),
                (int) Math.round(FIELD_WIDTH / spacing));
    }

    private static float[] rays(List<Solid> chest, Plane front) {
        return Projector.project(
                chest, front, new Point(0, PLANES_APART, 0), (int) (DEPTH / PLANES_APART));
    }

    /// The curve of a film: what is exposed most is black, the middle has most contrast. It is set
    /// by the body, as exposure control does, not by what is wrong with it: a finding changes the
    /// picture where it is, and nowhere else.
    private record Exposure(double middle, double width) {
        private static final double COARSE = 8;

        static Exposure of(Build build) {
            var normal = new Truth(Exam.CHEST_XRAY, List.of());
            var film = film(-FIELD_WIDTH / 2, 200 * build.size(), COARSE);
            var rays = rays(Chest.of(build, normal), film);
            Arrays.sort(rays);
            double width = (rays[rays.length * 8 / 10] - rays[rays.length / 10]) / 3.4;
            return new Exposure(rays[rays.length * 6 / 10], Math.max(20, width));
        }

        float[] develop(float[] rays) {
            var film = new float[rays.length];
            for (int i = 0; i < rays.length; i++) {
                film[i] = (float) (60 + 3700 / (1 + Math.exp((middle - rays[i]) / width)));
            }
            return film;
        }
    }

    /// Between four neighbours.
    private static float[] enlarge(
            float[] small, int smallRows, int smallColumns, int rows, int columns) {
        var large = new float[rows * columns];
        double down = (smallRows - 1.0) / (rows - 1);
        double right = (smallColumns - 1.0) / (columns - 1);
        for (int row = 0; row < rows; row++) {
            int y = Math.min((int) (row * down), smallRows - 2);
            float fy = (float) (row * down - y);
            for (int column = 0; column < columns; column++) {
                int x = Math.min((int) (column * right), smallColumns - 2);
                float fx = (float) (column * right - x);
                int at = y * smallColumns + x;
                float above = small[at] + fx * (small[at + 1] - small[at]);
                float below =
                        small[at + smallColumns]
                                + fx * (small[at + smallColumns + 1] - small[at + smallColumns]);
                large[row * columns + column] = above + fy * (below - above);
            }
        }
        return large;
    }

    /// Nothing is exposed outside the diaphragm of the tube.
    private static void collimate(float[] picture, int rows, int columns, double part) {
        int border = (int) (part * columns);
        for (int row = 0; row < rows; row++) {
            if (row < border || row >= rows - border) {
                Arrays.fill(picture, row * columns, (row + 1) * columns, 20);
            } else {
                Arrays.fill(picture, row * columns, row * columns + border, 20);
                Arrays.fill(picture, (row + 1) * columns - border, (row + 1) * columns, 20);
            }
        }
    }
}
