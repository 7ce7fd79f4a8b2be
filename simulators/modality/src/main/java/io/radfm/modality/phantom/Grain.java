// SPDX-License-Identifier: Apache-2.0
package io.radfm.modality.phantom;

import java.util.random.RandomGenerator;

/// Detector noise: Gaussian with the texture a reconstruction leaves, mean 0 and deviation 1. A
/// tile is drawn once; pictures take it from random places, so that each costs little.
final class Grain {
    private static final int SIZE = 256;
    private static final int MASK = SIZE - 1;

    private final float[] tile = new float[SIZE * SIZE];

    /// @param blur how much neighbours share: 0 for none
    Grain(RandomGenerator random, double blur) {
        var white = new double[tile.length];
        for (int i = 0; i < white.length; i++) {
            white[i] = random.nextGaussian();
        }
        double norm = 1 / Math.sqrt(1 + 4 * blur * blur);
        for (int y = 0; y < SIZE; y++) {
            for (int x = 0; x < SIZE; x++) {
                double beside = white[at(x + 1, y)] + white[at(x - 1, y)];
                double above = white[at(x, y + 1)] + white[at(x, y - 1)];
                tile[at(x, y)] = (float) (norm * (white[at(x, y)] + blur * (beside + above)));
            }
        }
    }

    private static int at(int x, int y) {
        return (y & MASK) * SIZE + (x & MASK);
    }

    /// Adds noise of this deviation to a picture.
    void addTo(float[] picture, int columns, double deviation, RandomGenerator random) {
        int dx = random.nextInt(SIZE);
        int dy = random.nextInt(SIZE);
        int slant = random.nextInt(SIZE / 2) * 2 + 1; // parts tiles that lie beside each other
        float sigma = (float) deviation;
        for (int i = 0, y = 0; i < picture.length; y++) {
            int row = (y + dy & MASK) * SIZE;
            for (int x = 0; x < columns; x++, i++) {
                picture[i] += sigma * tile[row + (x + dx + slant * (y >> 8) & MASK)];
            }
        }
    }

    /// The absolute value of signal and complex noise, as MR images have it.
    void addRician(float[] picture, int columns, double deviation, RandomGenerator random) {
        var imaginary = new float[picture.length];
        addTo(picture, columns, deviation, random);
        addTo(imaginary, columns, deviation, random);
        for (int i = 0; i < picture.length; i++) {
            picture[i] = (float) Math.sqrt(picture[i] * picture[i] + imaginary[i] * imaginary[i]);
        }
    }
}
