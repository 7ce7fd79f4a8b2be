// SPDX-License-Identifier: Apache-2.0
package io.radfm.modality.phantom;

/// A place in the patient or a direction, in millimetres: x to the left, y to the back, z to the
/// head (PS3.3 §C.7.6.2.1.1).
public record Point(double x, double y, double z) {
    public Point plus(Point other) {
        return new Point(x + other.x, y + other.y, z + other.z);
    }

    public Point times(double factor) {
        return new Point(x * factor, y * factor, z * factor);
    }

    Point mirrored() {
        return new Point(-x, y, z);
    }
}
