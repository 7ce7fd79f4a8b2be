// SPDX-License-Identifier: Apache-2.0
package io.radfm.modality.phantom;

import java.util.List;

/// Parallel rays through solids: the sum over planes one behind the other, in millimetres of the
/// paint's unit.
final class Projector {
    private Projector() {}

    /// @param front the plane that rays enter through; the others lie behind it
    /// @param behind from one plane to the next
    static float[] project(List<Solid> solids, Plane front, Point behind, int planes) {
        double step = Math.sqrt(dot(behind, behind));
        var sum = new float[front.rows() * front.columns()];
        for (int i = 0; i < planes; i++) {
            var plane =
                    new Plane(
                            front.origin().plus(behind.times(i)),
                            front.alongRow(),
                            front.alongColumn(),
                            front.spacing(),
                            front.rows(),
                            front.columns());
            var cut = SlicePainter.paint(solids, plane, 0);
            for (int k = 0; k < sum.length; k++) {
                sum[k] += (float) (step * cut[k]);
            }
        }
        return sum;
    }

    private static double dot(Point a, Point b) {
        return a.x() * b.x() + a.y() * b.y() + a.z() * b.z();
    }
}
