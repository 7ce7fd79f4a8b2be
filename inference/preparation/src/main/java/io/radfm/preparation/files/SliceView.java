// SPDX-License-Identifier: Apache-2.0
package io.radfm.preparation.files;

import io.radfm.pixels.volume.Vec3;

/// How slices of a NIfTI volume are turned to be read as a radiologist's: `k` stays the axis of
/// slices, `i` and `j` are swapped and reversed so that
/// - axial slices have the patient's left on the right and the back below,
/// - coronal ones the left on the right and the feet below,
/// - sagittal ones the back on the right and the feet below,
///
/// each to the nearest axis, as DICOM images lie. Files store slices in any of these ways.
///
/// @param swapped rows run along `i`
/// @param backColumns, backRows the axis that columns (rows) count along is counted from its end
record SliceView(NiftiHeader header, boolean swapped, boolean backColumns, boolean backRows) {
    private static final Vec3 LEFT = new Vec3(1, 0, 0);
    private static final Vec3 BACK = new Vec3(0, 1, 0);
    private static final Vec3 FEET = new Vec3(0, 0, -1);

    static SliceView of(NiftiHeader header) {
        var i = header.grid().i();
        var j = header.grid().j();
        var normal = i.cross(j);
        double x = Math.abs(normal.x());
        double y = Math.abs(normal.y());
        double z = Math.abs(normal.z());
        var right = x > y && x > z ? BACK : LEFT;
        var below = z >= x && z >= y ? BACK : FEET;
        boolean swapped = unit(j, right) > unit(i, right);
        var columns = swapped ? j : i;
        var rows = swapped ? i : j;
        return new SliceView(header, swapped, columns.dot(right) < 0, rows.dot(below) < 0);
    }

    private static double unit(Vec3 axis, Vec3 direction) {
        double length = axis.length();
        return length > 0 ? Math.abs(axis.dot(direction)) / length : 0;
    }

    int columns() {
        return swapped ? header.rows() : header.columns();
    }

    int rows() {
        return swapped ? header.columns() : header.rows();
    }

    /// Which voxel of the slice, counted as the file does, a pixel is.
    int voxel(int row, int column) {
        int alongColumns = backColumns ? columns() - 1 - column : column;
        int alongRows = backRows ? rows() - 1 - row : row;
        return swapped
                ? alongColumns * header.columns() + alongRows
                : alongRows * header.columns() + alongColumns;
    }

    /// From one column to the next, mm.
    Vec3 along() {
        var axis = swapped ? header.grid().j() : header.grid().i();
        return backColumns ? axis.times(-1) : axis;
    }

    /// From one row to the next, mm.
    Vec3 down() {
        var axis = swapped ? header.grid().i() : header.grid().j();
        return backRows ? axis.times(-1) : axis;
    }

    /// Centre of the first pixel of a slice, mm.
    Vec3 origin(int slice) {
        var grid = header.grid();
        var at = grid.origin().plus(grid.k().times(slice));
        int first = voxel(0, 0);
        int i = first % header.columns();
        int j = first / header.columns();
        return at.plus(grid.i().times(i)).plus(grid.j().times(j));
    }
}
