// SPDX-License-Identifier: Apache-2.0
package io.radfm.modality.phantom;

import java.util.Arrays;
import java.util.List;

/// Cuts solids with a plane. Later solids lie over earlier ones.
///
/// Along a row every surface is a polynomial in the column, so where a solid begins and ends in a
/// row is solved for, and only those pixels are visited.
final class SlicePainter {
    private SlicePainter() {}

    static float[] paint(List<Solid> solids, Plane plane, double background) {
        var picture = new float[plane.rows() * plane.columns()];
        Arrays.fill(picture, (float) background);
        for (var solid : solids) {
            paint(solid, plane, picture);
        }
        return picture;
    }

    private static void paint(Solid solid, Plane plane, float[] picture) {
        var surfaces = solid.surfaces();
        int n = surfaces.length;
        double dx = plane.alongRow().x() * plane.spacing();
        double dy = plane.alongRow().y() * plane.spacing();
        double dz = plane.alongRow().z() * plane.spacing();
        var a = new double[n];
        for (int k = 0; k < n; k++) {
            a[k] = surfaces[k].square(dx, dy, dz);
        }
        var b = new double[n];
        var c = new double[n];
        double edge = solid.softness() / 2;
        double sharpness = 1 / solid.softness();
        var paint = solid.paint();
        boolean flat = paint instanceof Paint.Flat;
        double constant = flat ? paint.at(0, 0, 0, 0) : 0;
        for (int row = 0; row < plane.rows(); row++) {
            double down = row * plane.spacing();
            double px = plane.origin().x() + down * plane.alongColumn().x();
            double py = plane.origin().y() + down * plane.alongColumn().y();
            double pz = plane.origin().z() + down * plane.alongColumn().z();
            double from = 0;
            double to = plane.columns() - 1.0;
            for (int k = 0; k < n && from <= to; k++) {
                b[k] = surfaces[k].slope(px, py, pz, dx, dy, dz);
                c[k] = surfaces[k].at(px, py, pz);
                var span = span(a[k], b[k], c[k] - edge);
                from = Math.max(from, span.from);
                to = Math.min(to, span.to);
            }
            if (from <= to) {
                int first = (int) Math.ceil(from);
                int last = (int) Math.floor(to);
                int at = row * plane.columns();
                for (int i = first; i <= last; i++) {
                    double f = Double.NEGATIVE_INFINITY;
                    for (int k = 0; k < n; k++) {
                        f = Math.max(f, (a[k] * i + b[k]) * i + c[k]);
                    }
                    double weight = Math.min(1, 0.5 - f * sharpness);
                    if (weight > 0) {
                        double value =
                                flat
                                        ? constant
                                        : paint.at(px + i * dx, py + i * dy, pz + i * dz, -f);
                        picture[at + i] += (float) (weight * (value - picture[at + i]));
                    }
                }
            }
        }
    }

    /// An interval outside of which `a·t² + b·t + c` is positive; all of the line when there is no
    /// single one.
    record Span(double from, double to) {
        static final Span ALL = new Span(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
        static final Span NONE = new Span(1, 0);
    }

    static Span span(double a, double b, double c) {
        if (Math.abs(a) < 1e-15) {
            if (Math.abs(b) < 1e-15) {
                return c <= 0 ? Span.ALL : Span.NONE;
            }
            double root = -c / b;
            return b > 0
                    ? new Span(Double.NEGATIVE_INFINITY, root)
                    : new Span(root, Double.POSITIVE_INFINITY);
        }
        if (a < 0) {
            return Span.ALL;
        }
        double discriminant = b * b - 4 * a * c;
        if (discriminant < 0) {
            return Span.NONE;
        }
        double root = Math.sqrt(discriminant);
        return new Span((-b - root) / (2 * a), (-b + root) / (2 * a));
    }
}
