// SPDX-License-Identifier: Apache-2.0
package io.radfm.modality.phantom;

/// A quadratic surface: a polynomial that is negative inside, positive outside, and near the
/// surface about the distance from it in millimetres.
///
/// `xx·x² + yy·y² + zz·z² + xy·xy + xz·xz + yz·yz + x·x + y·y + z·z + c`, over patient coordinates
/// (PS3.3 §C.7.6.2.1.1): x to the left, y to the back, z to the head.
record Surface(
        double xx,
        double yy,
        double zz,
        double xy,
        double xz,
        double yz,
        double x,
        double y,
        double z,
        double c) {

    /// An ellipsoid whose axes lie along the patient's; an infinite radius makes a cylinder.
    static Surface ellipsoid(Point centre, double rx, double ry, double rz) {
        return ellipsoid(centre, rx, ry, rz, Turn.NONE);
    }

    static Surface ellipsoid(Point centre, double rx, double ry, double rz, Turn turn) {
        double[] radii = {rx, ry, rz};
        double scale = halfMeanRadius(radii);
        var q = new double[3][3];
        for (int k = 0; k < 3; k++) {
            var axis = turn.axis(k);
            double inverse = scale / (radii[k] * radii[k]);
            for (int i = 0; i < 3; i++) {
                for (int j = 0; j < 3; j++) {
                    q[i][j] += inverse * axis[i] * axis[j];
                }
            }
        }
        double[] p = {centre.x(), centre.y(), centre.z()};
        var linear = new double[3];
        double constant = -scale;
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                linear[i] -= 2 * q[i][j] * p[j];
                constant += q[i][j] * p[i] * p[j];
            }
        }
        return new Surface(
                q[0][0],
                q[1][1],
                q[2][2],
                2 * q[0][1],
                2 * q[0][2],
                2 * q[1][2],
                linear[0],
                linear[1],
                linear[2],
                constant);
    }

    /// Half the geometric mean of the finite radii: the slope at the surface becomes about 1.
    private static double halfMeanRadius(double[] radii) {
        double logs = 0;
        int finite = 0;
        for (double radius : radii) {
            if (Double.isFinite(radius)) {
                logs += Math.log(radius);
                finite++;
            }
        }
        return Math.exp(logs / finite) / 2;
    }

    /// Where the normal points is outside; the plane goes through `at`.
    static Surface plane(Point at, double nx, double ny, double nz) {
        double length = Math.sqrt(nx * nx + ny * ny + nz * nz);
        double a = nx / length;
        double b = ny / length;
        double c = nz / length;
        return new Surface(0, 0, 0, 0, 0, 0, a, b, c, -(a * at.x() + b * at.y() + c * at.z()));
    }

    /// The other side is inside.
    Surface outside() {
        return new Surface(-xx, -yy, -zz, -xy, -xz, -yz, -x, -y, -z, -c);
    }

    double at(double px, double py, double pz) {
        return px * (xx * px + xy * py + xz * pz + x)
                + py * (yy * py + yz * pz + y)
                + pz * (zz * pz + z)
                + c;
    }

    /// Along a line with this direction: the factor of t².
    double square(double dx, double dy, double dz) {
        return dx * (xx * dx + xy * dy + xz * dz) + dy * (yy * dy + yz * dz) + dz * zz * dz;
    }

    /// Along a line from this point in this direction: the factor of t.
    double slope(double px, double py, double pz, double dx, double dy, double dz) {
        return dx * (2 * xx * px + xy * py + xz * pz + x)
                + dy * (2 * yy * py + xy * px + yz * pz + y)
                + dz * (2 * zz * pz + xz * px + yz * py + z);
    }
}
