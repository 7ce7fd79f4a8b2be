// SPDX-License-Identifier: Apache-2.0
package io.radfm.modality.phantom;

/// How far the middle of the brain is pushed to a side; most in its centre, not at all at the
/// skull.
///
/// @param mm to the patient's left
record MidlineShift(double mm, double depth, double height) {
    static MidlineShift of(Truth truth, double size) {
        double mm =
                truth.find(Label.MIDLINE_SHIFT)
                        .map(it -> it.side().sign() * Extent.of(it))
                        .orElse(0.0);
        return new MidlineShift(mm, 80 * size, 78 * size);
    }

    Point of(Point place) {
        double middle = Math.max(0, 1 - square(place.y() / depth) - square(place.z() / height));
        double near = Math.max(0, 1 - Math.abs(place.x()) / 70);
        return new Point(place.x() + mm * middle * near, place.y(), place.z());
    }

    /// One face of the bent sheet between the hemispheres.
    Surface sheet(double halfThickness, boolean left) {
        // x - mm·(1 - (y/depth)² - (z/height)²), or its negative, less half the thickness
        double sign = left ? -1 : 1;
        return new Surface(
                0,
                sign * mm / square(depth),
                sign * mm / square(height),
                0,
                0,
                0,
                sign,
                0,
                0,
                -sign * mm - halfThickness);
    }

    private static double square(double value) {
        return value * value;
    }
}
