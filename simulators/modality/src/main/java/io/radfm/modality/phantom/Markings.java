// SPDX-License-Identifier: Apache-2.0
package io.radfm.modality.phantom;

import java.util.random.RandomGenerator;

/// What is drawn into a projection line by line: vessels of the lungs, leads of a pacemaker.
final class Markings {
    private final float[] picture;
    private final Plane plane;

    /// @param plane what the picture shows, a coronal plane
    Markings(float[] picture, Plane plane) {
        this.picture = picture;
        this.plane = plane;
    }

    /// Vessels branch from the hilum to the pleura, ever thinner.
    void vessels(Chest chest, Build build) {
        var random = Seeds.random(build.seed(), "vessels");
        for (var side : new Side[] {Side.LEFT, Side.RIGHT}) {
            double sign = side.sign();
            for (int i = 0; i < 15; i++) {
                double angle = Math.toRadians(-78 + 156.0 * i / 14 + random.nextDouble(-7, 7));
                double x = (40 + random.nextDouble(8)) * sign * build.size();
                double z = (8 + 22 * Math.sin(angle)) * build.size();
                branch(chest, random, x, z, angle, sign, random.nextDouble(2.1, 3.4), 0);
            }
        }
    }

    private void branch(
            Chest chest,
            RandomGenerator random,
            double x,
            double z,
            double angle,
            double sign,
            double radius,
            int depth) {
        double px = x;
        double pz = z;
        double heading = angle;
        double r = radius;
        int steps = 5 + random.nextInt(4);
        for (int i = 0; i < steps; i++) {
            heading += random.nextDouble(-0.2, 0.2);
            double length = random.nextDouble(4, 8);
            double qx = px + sign * length * Math.cos(heading);
            double qz = pz + length * Math.sin(heading);
            if (!chest.hasLungAt(qx, qz)) {
                return;
            }
            line(px, pz, qx, qz, r, 1.15);
            px = qx;
            pz = qz;
            r *= 0.94;
        }
        if (depth < 4 && r > 0.35) {
            double fork = random.nextDouble(0.25, 0.55);
            branch(chest, random, px, pz, heading + fork, sign, r * 0.74, depth + 1);
            branch(chest, random, px, pz, heading - fork, sign, r * 0.74, depth + 1);
        }
    }

    /// From the generator below the collar bone through the veins to the tip of the right heart.
    void lead(Side side, double size) {
        double sign = side.sign();
        double[][] way = {
            {92 * sign, 110},
            {70 * sign, 118},
            {40 * sign, 112},
            {-4, 100},
            {-20, 78},
            {-24, 40},
            {-22, -10},
            {-12, -48},
            {12, -76},
            {44, -88}
        };
        for (int i = 0; i + 1 < way.length; i++) {
            var before = way[Math.max(0, i - 1)];
            var after = way[Math.min(way.length - 1, i + 2)];
            double[] last = way[i];
            for (int t = 1; t <= 8; t++) {
                var next = between(before, way[i], way[i + 1], after, t / 8.0);
                line(last[0] * size, last[1] * size, next[0] * size, next[1] * size, 0.9, 22);
                last = next;
            }
        }
        line(40 * size, -87 * size, 47 * size, -88.5 * size, 1.6, 26);
    }

    /// Catmull and Rom's curve.
    private static double[] between(double[] a, double[] b, double[] c, double[] d, double t) {
        var place = new double[2];
        for (int k = 0; k < 2; k++) {
            place[k] =
                    0.5
                            * (2 * b[k]
                                    + (c[k] - a[k]) * t
                                    + (2 * a[k] - 5 * b[k] + 4 * c[k] - d[k]) * t * t
                                    + (3 * b[k] - a[k] - 3 * c[k] + d[k]) * t * t * t);
        }
        return place;
    }

    /// A piece of a tube: adds what a ray passes of it, half of it at an end that another piece
    /// continues.
    private void line(double x0, double z0, double x1, double z1, double r, double attenuation) {
        double wide = r + 0.6;
        int left = Math.max(0, column(Math.min(x0, x1) - wide));
        int right = Math.min(plane.columns() - 1, column(Math.max(x0, x1) + wide) + 1);
        int top = Math.max(0, row(Math.max(z0, z1) + wide));
        int bottom = Math.min(plane.rows() - 1, row(Math.min(z0, z1) - wide) + 1);
        double length = (x1 - x0) * (x1 - x0) + (z1 - z0) * (z1 - z0);
        for (int row = top; row <= bottom; row++) {
            double z = plane.origin().z() - row * plane.spacing();
            for (int column = left; column <= right; column++) {
                double x = plane.origin().x() + column * plane.spacing();
                double t = ((x - x0) * (x1 - x0) + (z - z0) * (z1 - z0)) / length;
                if (t < 0 || t >= 1) {
                    continue; // the next piece's
                }
                double dx = x - x0 - t * (x1 - x0);
                double dz = z - z0 - t * (z1 - z0);
                double chord = wide * wide - dx * dx - dz * dz;
                if (chord > 0) {
                    picture[row * plane.columns() + column] +=
                            (float) (attenuation * 2 * Math.sqrt(chord) * r / wide);
                }
            }
        }
    }

    private int column(double x) {
        return (int) Math.floor((x - plane.origin().x()) / plane.spacing());
    }

    private int row(double z) {
        return (int) Math.floor((plane.origin().z() - z) / plane.spacing());
    }
}
