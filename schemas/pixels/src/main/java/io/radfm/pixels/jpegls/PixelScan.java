// SPDX-License-Identifier: Apache-2.0
package io.radfm.pixels.jpegls;

import io.radfm.pixels.MalformedFrame;

import java.util.Arrays;

/// Pixel by pixel, the samples of each side by side: interleave sample (T.87 §B.3). A run is of
/// whole pixels, so it begins only where every component has context 0.
final class PixelScan implements Scan {
    private final Modeler modeler;
    private final int columns;
    private final int[] runIndex = new int[1];
    private final int[] contexts;
    private int[][] rows;
    private int[][] above;

    PixelScan(Modeler modeler, int columns, int components) {
        this.modeler = modeler;
        this.columns = columns;
        contexts = new int[components];
        rows = new int[components][columns + 2];
        above = new int[components][columns + 2];
    }

    @Override
    public int[][] nextRow() throws MalformedFrame {
        var swap = above;
        above = rows;
        rows = swap;
        for (int i = 0; i < rows.length; i++) {
            above[i][columns + 1] = above[i][columns];
            rows[i][0] = above[i][1];
        }
        for (int x = 1; x <= columns; ) {
            x = inRun(x) ? run(x) : regular(x);
        }
        return rows;
    }

    private boolean inRun(int x) {
        int any = 0;
        for (int i = 0; i < rows.length; i++) {
            var up = above[i];
            contexts[i] = modeler.context(rows[i][x - 1], up[x], up[x - 1], up[x + 1]);
            any |= contexts[i];
        }
        return any == 0;
    }

    private int regular(int x) throws MalformedFrame {
        for (int i = 0; i < rows.length; i++) {
            var up = above[i];
            rows[i][x] = modeler.regular(contexts[i], rows[i][x - 1], up[x], up[x - 1]);
        }
        return x + 1;
    }

    private int run(int x) throws MalformedFrame {
        int end = modeler.runEnd(x, columns + 1, runIndex, 0);
        int index = runIndex[0];
        for (int i = 0; i < rows.length; i++) {
            int a = rows[i][x - 1];
            Arrays.fill(rows[i], x, end, a);
            if (end <= columns) {
                rows[i][end] = modeler.interruption0(a, above[i][end], index);
            }
        }
        if (end <= columns) {
            runIndex[0] = Math.max(0, index - 1);
        }
        return end + 1;
    }
}
