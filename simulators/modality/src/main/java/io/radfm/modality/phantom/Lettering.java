// SPDX-License-Identifier: Apache-2.0
package io.radfm.modality.phantom;

import java.util.Map;

/// Letters of lead, and those a console writes into a screen; five by seven dots each.
public final class Lettering {
    private static final int WIDE = 5;
    private static final int HIGH = 7;

    /// One number per row, the highest of five bits on the left.
    private static final Map<Character, int[]> GLYPHS =
            Map.ofEntries(
                    Map.entry('0', new int[] {14, 17, 19, 21, 25, 17, 14}),
                    Map.entry('1', new int[] {4, 12, 4, 4, 4, 4, 14}),
                    Map.entry('2', new int[] {14, 17, 1, 2, 4, 8, 31}),
                    Map.entry('3', new int[] {31, 2, 4, 2, 1, 17, 14}),
                    Map.entry('4', new int[] {2, 6, 10, 18, 31, 2, 2}),
                    Map.entry('5', new int[] {31, 16, 30, 1, 1, 17, 14}),
                    Map.entry('6', new int[] {6, 8, 16, 30, 17, 17, 14}),
                    Map.entry('7', new int[] {31, 1, 2, 4, 8, 8, 8}),
                    Map.entry('8', new int[] {14, 17, 17, 14, 17, 17, 14}),
                    Map.entry('9', new int[] {14, 17, 17, 15, 1, 2, 12}),
                    Map.entry('.', new int[] {0, 0, 0, 0, 0, 12, 12}),
                    Map.entry('A', new int[] {14, 17, 17, 31, 17, 17, 17}),
                    Map.entry('C', new int[] {14, 17, 16, 16, 16, 17, 14}),
                    Map.entry('D', new int[] {28, 18, 17, 17, 17, 18, 28}),
                    Map.entry('E', new int[] {31, 16, 16, 30, 16, 16, 31}),
                    Map.entry('G', new int[] {14, 17, 16, 23, 17, 17, 15}),
                    Map.entry('I', new int[] {14, 4, 4, 4, 4, 4, 14}),
                    Map.entry('L', new int[] {16, 16, 16, 16, 16, 16, 31}),
                    Map.entry('M', new int[] {17, 27, 21, 21, 17, 17, 17}),
                    Map.entry('O', new int[] {14, 17, 17, 17, 17, 17, 14}),
                    Map.entry('P', new int[] {30, 17, 17, 30, 16, 16, 16}),
                    Map.entry('R', new int[] {30, 17, 17, 30, 20, 18, 17}),
                    Map.entry('S', new int[] {15, 16, 16, 14, 1, 1, 30}),
                    Map.entry('T', new int[] {31, 4, 4, 4, 4, 4, 4}),
                    Map.entry('V', new int[] {17, 17, 17, 17, 17, 10, 4}),
                    Map.entry('Y', new int[] {17, 17, 10, 4, 4, 4, 4}));

    private Lettering() {}

    /// The side marker of a radiograph, on the side that it names.
    static void marker(float[] picture, int columns, char side, float value) {
        int dot = Math.max(1, columns / 220);
        int column = side == 'R' ? columns / 16 : columns - columns / 16 - WIDE * dot;
        write(picture, columns, columns / 9, column, dot, String.valueOf(side), value);
    }

    /// Writes what there are glyphs for; other characters leave a gap.
    public static void write(
            float[] picture, int columns, int row, int column, int dot, String text, float value) {
        for (int i = 0; i < text.length(); i++) {
            var glyph = GLYPHS.get(text.charAt(i));
            if (glyph != null) {
                for (int y = 0; y < HIGH * dot; y++) {
                    for (int x = 0; x < WIDE * dot; x++) {
                        if ((glyph[y / dot] >> WIDE - 1 - x / dot & 1) == 1) {
                            int at = (row + y) * columns + column + i * (WIDE + 1) * dot + x;
                            if (at < picture.length) {
                                picture[at] = value;
                            }
                        }
                    }
                }
            }
        }
    }
}
