// SPDX-License-Identifier: Apache-2.0
package io.radfm.pixels.jpeg2000;

/// The inverse multiple component transforms (T.800 Annex G): luminance and two differences become
/// red, green and blue, in place. Samples are `[row][column]`.
final class MultipleComponents {
    private MultipleComponents() {}

    /// RCT (§G.2.2).
    static void reversible(int[][] first, int[][] second, int[][] third) {
        for (int y = 0; y < first.length; y++) {
            reversible(first[y], second[y], third[y]);
        }
    }

    private static void reversible(int[] first, int[] second, int[] third) {
        for (int x = 0; x < first.length; x++) {
            int green = first[x] - (second[x] + third[x] >> 2);
            int red = third[x] + green;
            int blue = second[x] + green;
            first[x] = red;
            second[x] = green;
            third[x] = blue;
        }
    }

    /// ICT (§G.3.2).
    static void irreversible(float[][] first, float[][] second, float[][] third) {
        for (int y = 0; y < first.length; y++) {
            irreversible(first[y], second[y], third[y]);
        }
    }

    private static void irreversible(float[] first, float[] second, float[] third) {
        for (int x = 0; x < first.length; x++) {
            float luminance = first[x];
            float blueness = second[x];
            float redness = third[x];
            first[x] = luminance + redness * 1.402f;
            second[x] = luminance - blueness * 0.34413f - redness * 0.71414f;
            third[x] = luminance + blueness * 1.772f;
        }
    }
}
