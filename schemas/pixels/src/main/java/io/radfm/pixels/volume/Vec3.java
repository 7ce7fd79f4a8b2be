// SPDX-License-Identifier: Apache-2.0
package io.radfm.pixels.volume;

/// A point or a direction in the patient's coordinate system, millimetres: x to the left, y to the
/// back, z to the head (PS3.3 C.7.6.2.1.1).
public record Vec3(double x, double y, double z) {
    public Vec3 plus(Vec3 other) {
        return new Vec3(x + other.x, y + other.y, z + other.z);
    }

    public Vec3 minus(Vec3 other) {
        return new Vec3(x - other.x, y - other.y, z - other.z);
    }

    public Vec3 times(double factor) {
        return new Vec3(x * factor, y * factor, z * factor);
    }

    public double dot(Vec3 other) {
        return x * other.x + y * other.y + z * other.z;
    }

    public Vec3 cross(Vec3 other) {
        return new Vec3(
                y * other.z - z * other.y, z * other.x - x * other.z, x * other.y - y * other.x);
    }

    public double length() {
        return Math.sqrt(dot(this));
    }

    Vec3 unit() {
        return times(1 / length());
    }

    boolean finite() {
        return Double.isFinite(x) && Double.isFinite(y) && Double.isFinite(z);
    }
}
