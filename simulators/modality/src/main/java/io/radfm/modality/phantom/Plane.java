// SPDX-License-Identifier: Apache-2.0
package io.radfm.modality.phantom;

/// Where a slice lies (PS3.3 §C.7.6.2).
///
/// @param origin the centre of the first pixel
/// @param alongRow unit vector from column to column
/// @param alongColumn unit vector from row to row
/// @param spacing between pixels in both directions, in millimetres
public record Plane(
        Point origin, Point alongRow, Point alongColumn, double spacing, int rows, int columns) {}
