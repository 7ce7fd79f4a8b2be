// SPDX-License-Identifier: Apache-2.0
package io.radfm.modality.phantom;

/// Equal planes, each one step from the one before. With a tilted gantry the step is not along the
/// normal of the planes.
public record Stack(Plane first, Point step, int slices, double thickness) {
    public Plane plane(int slice) {
        return new Plane(
                first.origin().plus(step.times(slice)),
                first.alongRow(),
                first.alongColumn(),
                first.spacing(),
                first.rows(),
                first.columns());
    }

    /// Planes around a centre.
    ///
    /// @param fieldOfView the side of the square seen, in millimetres
    static Stack around(
            Point centre,
            Point alongRow,
            Point alongColumn,
            Point step,
            int slices,
            int matrix,
            double fieldOfView,
            double thickness) {
        double spacing = fieldOfView / matrix;
        double half = spacing * (matrix - 1) / 2;
        var origin =
                centre.plus(alongRow.times(-half))
                        .plus(alongColumn.times(-half))
                        .plus(step.times(-(slices - 1) / 2.0));
        return new Stack(
                new Plane(origin, alongRow, alongColumn, spacing, matrix, matrix),
                step,
                slices,
                thickness);
    }
}
