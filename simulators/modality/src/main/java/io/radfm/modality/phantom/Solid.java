// SPDX-License-Identifier: Apache-2.0
package io.radfm.modality.phantom;

/// What lies inside all of its surfaces, filled with something.
///
/// @param softness the width of its edge in millimetres
record Solid(Paint paint, double softness, Surface... surfaces) {
    /// The weight of this solid at a point: 1 inside, 0 outside, between them in the edge.
    double weight(double x, double y, double z) {
        double f = Double.NEGATIVE_INFINITY;
        for (var surface : surfaces) {
            f = Math.max(f, surface.at(x, y, z));
        }
        return Math.clamp(0.5 - f / softness, 0, 1);
    }
}
