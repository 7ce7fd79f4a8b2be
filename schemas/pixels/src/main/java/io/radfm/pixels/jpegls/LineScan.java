// SPDX-License-Identifier: Apache-2.0
package io.radfm.pixels.jpegls;

import io.radfm.pixels.MalformedFrame;

import java.util.Arrays;

/// Rows of one component after the other: interleave none, and line (T.87 §B.2).
///
/// A row has a place before its first sample, which repeats the one above, and one behind its last.
final class LineScan implements Scan {
    private final Modeler modeler;
    private final int columns;
    private final int[] runIndex;
    private int[][] rows;
    private int[][] above;

    LineScan(Modeler modeler, int columns, int components) {
        this.modeler = modeler;
        this.columns = columns;
        runIndex = new int[components];
        rows = new int[components][columns + 2];
        above = new int[components][columns + 2];
    }

    @Override
    public int[][] nextRow() throws MalformedFrame {
        var swap = above;
        above = rows;
        rows = swap;
        for (int component = 0; component < rows.length; component++) {
            row(rows[component], above[component], component);
        }
        return rows;
    }

    private void row(int[] row, int[] above, int component) throws MalformedFrame {
        var modeler = this.modeler;
        int columns = this.columns;
        above[columns + 1] = above[columns];
        row[0] = above[1];
        int x = 1;
        int a = row[0];
        int c = above[0];
        int b = above[1];
        while (x <= columns) {
            int d = above[x + 1];
            int context = modeler.context(a, b, c, d);
            if (context != 0) {
                a = modeler.regular(context, a, b, c);
                row[x++] = a;
                c = b;
                b = d;
                continue;
            }
            int end = modeler.runEnd(x, columns + 1, runIndex, component);
            Arrays.fill(row, x, end, a);
            if (end > columns) {
                return;
            }
            int index = runIndex[component];
            a = modeler.interruption(a, above[end], index);
            row[end] = a;
            runIndex[component] = Math.max(0, index - 1);
            x = end + 1;
            c = above[x - 1];
            b = above[x];
        }
    }
}
