// SPDX-License-Identifier: Apache-2.0
package io.radfm.pixels.volume;

/// The grid of a volume: `place(column, row, slice) = origin + columnSpacing·column·along +
/// rowSpacing·row·down + slice·step`.
///
/// @param origin centre of the first pixel of the first slice, mm
/// @param along unit direction of rows
/// @param down unit direction of columns
/// @param normal unit direction at right angles to the slices, towards the last one
/// @param columnSpacing mm between columns
/// @param rowSpacing mm between rows
/// @param sliceSpacing mm between slices along the normal; for a single slice its thickness, else 0
/// @param step from the first pixel of a slice to that of the next, on average; leans away from the
///   normal where the gantry was tilted
public record Geometry(
        Vec3 origin,
        Vec3 along,
        Vec3 down,
        Vec3 normal,
        double columnSpacing,
        double rowSpacing,
        double sliceSpacing,
        Vec3 step) {

    /// The 3 × 3 direction matrix, row by row; its columns are `along`, `down` and `normal`.
    public double[] direction() {
        return new double[] {
            along.x(), down.x(), normal.x(),
            along.y(), down.y(), normal.y(),
            along.z(), down.z(), normal.z()
        };
    }
}
