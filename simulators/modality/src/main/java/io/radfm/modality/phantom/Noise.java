// SPDX-License-Identifier: Apache-2.0
package io.radfm.modality.phantom;

import java.util.random.RandomGenerator;

/// Smooth random values over space, the same for the same seed; repeats after 32 units.
final class Noise {
    private static final int SIZE = 32;
    private static final int MASK = SIZE - 1;

    private final float[] lattice = new float[SIZE * SIZE * SIZE];

    Noise(RandomGenerator random) {
        for (int i = 0; i < lattice.length; i++) {
            lattice[i] = random.nextFloat() * 2 - 1;
        }
    }

    /// In -1 to 1, one random value per unit and smooth between.
    double at(double x, double y, double z) {
        int ix = (int) Math.floor(x);
        int iy = (int) Math.floor(y);
        int iz = (int) Math.floor(z);
        double fx = smooth(x - ix);
        double fy = smooth(y - iy);
        double fz = smooth(z - iz);
        int x0 = ix & MASK;
        int x1 = ix + 1 & MASK;
        int y0 = (iy & MASK) * SIZE;
        int y1 = (iy + 1 & MASK) * SIZE;
        int z0 = (iz & MASK) * SIZE * SIZE;
        int z1 = (iz + 1 & MASK) * SIZE * SIZE;
        double near =
                mix(fy, mix(fx, z0 + y0 + x0, z0 + y0 + x1), mix(fx, z0 + y1 + x0, z0 + y1 + x1));
        double far =
                mix(fy, mix(fx, z1 + y0 + x0, z1 + y0 + x1), mix(fx, z1 + y1 + x0, z1 + y1 + x1));
        return mix(fz, near, far);
    }

    /// Finer detail on top: two octaves.
    double rough(double x, double y, double z) {
        return (at(x, y, z) + 0.5 * at(2.1 * x + 7.3, 2.1 * y + 1.7, 2.1 * z + 4.1)) / 1.5;
    }

    /// How far the nearest place is at which the noise is zero, roughly, in units: those places are
    /// sheets that wind through space.
    double distanceToSheet(double x, double y, double z) {
        int ix = (int) Math.floor(x);
        int iy = (int) Math.floor(y);
        int iz = (int) Math.floor(z);
        double gx = x - ix;
        double gy = y - iy;
        double gz = z - iz;
        double fx = smooth(gx);
        double fy = smooth(gy);
        double fz = smooth(gz);
        int x0 = ix & MASK;
        int x1 = ix + 1 & MASK;
        int y0 = (iy & MASK) * SIZE;
        int y1 = (iy + 1 & MASK) * SIZE;
        int z0 = (iz & MASK) * SIZE * SIZE;
        int z1 = (iz + 1 & MASK) * SIZE * SIZE;
        double a = lattice[z0 + y0 + x0];
        double b = lattice[z0 + y1 + x0];
        double c = lattice[z1 + y0 + x0];
        double d = lattice[z1 + y1 + x0];
        double da = lattice[z0 + y0 + x1] - a;
        double db = lattice[z0 + y1 + x1] - b;
        double dc = lattice[z1 + y0 + x1] - c;
        double dd = lattice[z1 + y1 + x1] - d;
        double pa = a + fx * da;
        double pb = b + fx * db;
        double pc = c + fx * dc;
        double pd = d + fx * dd;
        double near = pa + fy * (pb - pa);
        double far = pc + fy * (pd - pc);
        double slopeX = mix(fz, mix(fy, da, db), mix(fy, dc, dd)) * 6 * gx * (1 - gx);
        double slopeY = mix(fz, pb - pa, pd - pc) * 6 * gy * (1 - gy);
        double slopeZ = (far - near) * 6 * gz * (1 - gz);
        double slope = Math.sqrt(slopeX * slopeX + slopeY * slopeY + slopeZ * slopeZ);
        return Math.abs(mix(fz, near, far)) / (slope + 0.25);
    }

    private double mix(double f, int a, int b) {
        return lattice[a] + f * (lattice[b] - lattice[a]);
    }

    private static double mix(double f, double a, double b) {
        return a + f * (b - a);
    }

    private static double smooth(double f) {
        return f * f * (3 - 2 * f);
    }
}
