// SPDX-License-Identifier: Apache-2.0
package io.radfm.pixels.volume;

import java.util.Optional;

/// Where a frame lies in the patient: Image Plane Module (PS3.3 C.7.6.2) or the plane macros of an
/// enhanced image.
///
/// @param position centre of the first pixel
/// @param along direction of a row, towards higher columns; unit length
/// @param down direction of a column, towards higher rows; unit length, at right angles to `along`
/// @param rowSpacing millimetres between rows
/// @param columnSpacing millimetres between columns
public record Plane(Vec3 position, Vec3 along, Vec3 down, double rowSpacing, double columnSpacing) {
    private static final double NEARLY = 1e-2;
    private static final double FARTHEST_MM = 1e6;

    /// Empty where the numbers make no plane: directions that are not unit vectors at right angles
    /// (to 1 %), a position beyond a kilometre. An absent spacing counts as 1 mm.
    public static Optional<Plane> of(double[] position, double[] orientation, double[] spacing) {
        if (position.length != 3 || orientation.length != 6) {
            return Optional.empty();
        }
        var at = new Vec3(position[0], position[1], position[2]);
        var along = new Vec3(orientation[0], orientation[1], orientation[2]);
        var down = new Vec3(orientation[3], orientation[4], orientation[5]);
        boolean usable =
                at.finite()
                        && at.length() < FARTHEST_MM
                        && Math.abs(along.length() - 1) < NEARLY
                        && Math.abs(down.length() - 1) < NEARLY
                        && Math.abs(along.dot(down)) < NEARLY;
        if (!usable) {
            return Optional.empty();
        }
        double rows = spacing.length == 2 ? spacing[0] : 1;
        double columns = spacing.length == 2 ? spacing[1] : 1;
        return Optional.of(new Plane(at, along.unit(), down.unit(), usable(rows), usable(columns)));
    }

    public Vec3 normal() {
        return along.cross(down).unit();
    }

    private static double usable(double spacing) {
        return spacing > 0 && spacing < FARTHEST_MM ? spacing : 1;
    }
}
