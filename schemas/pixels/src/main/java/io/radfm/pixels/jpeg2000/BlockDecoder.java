// SPDX-License-Identifier: Apache-2.0
package io.radfm.pixels.jpeg2000;

import io.radfm.pixels.MalformedFrame;

import java.util.Arrays;

/// Coefficient bit modelling (T.800 Annex D): bit plane by bit plane, three passes over each.
///
/// A block is scanned in stripes of four rows, and what the contexts need of a column of a stripe
/// is one int, so that a pass sees at a glance where it has nothing to do:
///
/// ```
///   bits 0–17   significance of 6 x 3 samples: the row above, the four rows, the row below;
///               row r has left 3r+3, the sample itself 3r+4, right 3r+5
///   bits 18–29  for each row r: sign 18+3r, refined before 19+3r, visited in this plane 20+3r
///   bits 30, 31 signs of the samples above and below
/// ```
///
/// Magnitudes carry half a step below their last decoded bit, the middle of what they may be, and
/// one more bit to hold it; bit 31 is the sign.
final class BlockDecoder {
    private static final int MAX_SIDE = 1_024;
    private static final int MAX_SAMPLES = 4_096;

    /// Bit planes that fit beside the sign and the half step.
    private static final int MAX_BIT_PLANES = 30;

    private static final int NEIGHBOURS = 0b111_101_111; // of nine samples
    private static final int ITSELF = 0b000_010_000;
    private static final int SIGNIFICANT_AROUND = 0x3_FFFF;
    private static final int EACH_ROW = 0b1_001_001_001;
    private static final int VISITED = 20;

    private final MqDecoder mq = new MqDecoder();
    private final RawBits raw = new RawBits();
    private final int[] magnitudes = new int[MAX_SAMPLES];

    // (width + 2) x (stripes + 2), which is most for blocks as wide as can be
    private final int[] columns = new int[(MAX_SIDE + 2) * 3];
    private int width;
    private int height;
    private int pitch;
    private byte[] zeroContexts;
    private boolean causal;
    private int plane; // the one being decoded, from 0

    /// Decodes a block. The result, row by row, is valid until the next call.
    int[] decode(CodeBlock block, Subband band, Component component, PacketData data)
            throws MalformedFrame {
        var style = component.style();
        width = block.area().width();
        height = block.area().height();
        pitch = width + 2;
        zeroContexts = Contexts.zero(band.orientation());
        causal = style.has(ComponentStyle.CAUSAL);
        int planes = band.bitPlanes() + component.regionShift() - block.zeroBitPlanes();
        if (planes > MAX_BIT_PLANES || block.passes() > 3 * planes - 2) {
            throw new MalformedFrame(
                    data.offset(),
                    block.passes() + " passes over " + planes + " bit planes of a code block");
        }
        Arrays.fill(columns, 0, pitch * ((height + 3 >> 2) + 2), 0);
        Arrays.fill(magnitudes, 0, width * height, 0);
        mq.resetContexts();
        var bytes = block.bytes(data.bytes());
        int from = 0;
        int pass = 0;
        for (int segment = 0; segment < block.segments(); segment++) {
            int end = from + block.bytesOf(segment);
            boolean bypassed = style.isRaw(pass);
            if (bypassed) {
                raw.start(bytes, from, end);
            } else {
                mq.start(bytes, from, end);
            }
            for (int i = 0; i < block.passesOf(segment); i++) {
                plane = planes - 1 - (pass + 2) / 3;
                pass(pass, bypassed, style, data);
                pass++;
            }
            from = end;
        }
        return magnitudes;
    }

    private void pass(int pass, boolean bypassed, ComponentStyle style, PacketData data)
            throws MalformedFrame {
        switch (pass % 3) {
            case 1 -> {
                if (bypassed) {
                    rawSignificance();
                } else {
                    significance();
                }
            }
            case 2 -> {
                if (bypassed) {
                    rawRefinement();
                } else {
                    refinement();
                }
            }
            default -> {
                cleanup();
                if (style.has(ComponentStyle.SEGMENTATION_SYMBOLS)) {
                    segmentationSymbol(data);
                }
            }
        }
        if (style.has(ComponentStyle.RESET)) {
            mq.resetContexts();
        }
    }

    /// Samples that are not yet significant but have neighbours that are (§D.3.1).
    private void significance() {
        for (int y = 0, row = pitch + 1; y < height; y += 4, row += pitch) {
            int rows = Math.min(4, height - y);
            for (int x = 0; x < width; x++) {
                int column = columns[row + x];
                if ((column & SIGNIFICANT_AROUND) == 0) {
                    continue;
                }
                for (int r = 0; r < rows; r++) {
                    int around = column >>> 3 * r;
                    if ((around & NEIGHBOURS) != 0 && (around & ITSELF) == 0) {
                        if (mq.decode(zeroContexts[around & NEIGHBOURS]) != 0) {
                            column = significant(x, y, r, row + x, column);
                        }
                        column |= 1 << VISITED + 3 * r;
                    }
                }
                columns[row + x] = column;
            }
        }
    }

    private void rawSignificance() {
        for (int y = 0, row = pitch + 1; y < height; y += 4, row += pitch) {
            int rows = Math.min(4, height - y);
            for (int x = 0; x < width; x++) {
                int column = columns[row + x];
                for (int r = 0; r < rows; r++) {
                    int around = column >>> 3 * r;
                    if ((around & NEIGHBOURS) != 0 && (around & ITSELF) == 0) {
                        if (raw.bit() != 0) {
                            column = spread(x, y, r, row + x, column, raw.bit());
                        }
                        column |= 1 << VISITED + 3 * r;
                    }
                }
                columns[row + x] = column;
            }
        }
    }

    /// One more bit of the samples that were significant before this plane (§D.3.3).
    private void refinement() {
        for (int y = 0, row = pitch + 1; y < height; y += 4, row += pitch) {
            for (int x = 0; x < width; x++) {
                int column = columns[row + x];
                int due = column >>> 4 & ~(column >>> VISITED) & EACH_ROW;
                columns[row + x] = column | due << 19;
                for (; due != 0; due &= due - 1) {
                    int shift = Integer.numberOfTrailingZeros(due); // 3r
                    int around = column >>> shift;
                    int context = (around >>> 19 & 1) != 0 ? 2 : (around & NEIGHBOURS) != 0 ? 1 : 0;
                    refine(x, y, shift / 3, mq.decode(Contexts.REFINEMENT + context));
                }
            }
        }
    }

    private void rawRefinement() {
        for (int y = 0, row = pitch + 1; y < height; y += 4, row += pitch) {
            for (int x = 0; x < width; x++) {
                int column = columns[row + x];
                int due = column >>> 4 & ~(column >>> VISITED) & EACH_ROW;
                columns[row + x] = column | due << 19;
                for (; due != 0; due &= due - 1) {
                    refine(x, y, Integer.numberOfTrailingZeros(due) / 3, raw.bit());
                }
            }
        }
    }

    /// Everything else, whole columns of zeros at once (§D.3.4).
    private void cleanup() {
        for (int y = 0, row = pitch + 1; y < height; y += 4, row += pitch) {
            int rows = Math.min(4, height - y);
            for (int x = 0; x < width; x++) {
                int column = columns[row + x];
                int r = 0;
                if (column == 0 && rows == 4) {
                    if (mq.decode(MqDecoder.RUN_LENGTH) == 0) {
                        continue;
                    }
                    r = mq.decode(MqDecoder.UNIFORM) << 1;
                    r |= mq.decode(MqDecoder.UNIFORM);
                    column = significant(x, y, r, row + x, column);
                    r++;
                }
                for (; r < rows; r++) {
                    int around = column >>> 3 * r;
                    if ((around & (ITSELF | 1 << VISITED)) == 0
                            && mq.decode(zeroContexts[around & NEIGHBOURS]) != 0) {
                        column = significant(x, y, r, row + x, column);
                    }
                }
                columns[row + x] = column & ~(EACH_ROW << VISITED);
            }
        }
    }

    /// Decodes the sign of a sample that has become significant (§D.3.2).
    private int significant(int x, int y, int r, int at, int column) {
        int shift = 3 * r;
        int around = column >>> shift;
        int above = r == 0 ? column >>> 30 : column >>> shift + 15;
        int below = r == 3 ? column >>> 31 : column >>> shift + 21;
        int neighbours =
                around >>> 3 & 1
                        | around >>> 4 & 2
                        | around << 1 & 4
                        | around >>> 4 & 8
                        | (columns[at - 1] >>> shift + 18 & 1) << 4
                        | (columns[at + 1] >>> shift + 18 & 1) << 5
                        | (above & 1) << 6
                        | (below & 1) << 7;
        int sign = Contexts.signs()[neighbours];
        return spread(x, y, r, at, column, mq.decode(sign >> 1) ^ sign & 1);
    }

    /// Notes a significant sample with all its neighbours, and returns its own column. In
    /// vertically causal blocks the stripe above must not know (§D.7).
    private int spread(int x, int y, int r, int at, int column, int sign) {
        magnitudes[(y + r) * width + x] = sign << 31 | 3 << plane;
        int shift = 3 * r;
        columns[at - 1] |= 1 << shift + 5;
        columns[at + 1] |= 1 << shift + 3;
        if (r == 0 && !causal) {
            int up = at - pitch;
            columns[up - 1] |= 1 << 17;
            columns[up] |= 1 << 16 | sign << 31;
            columns[up + 1] |= 1 << 15;
        } else if (r == 3) {
            int down = at + pitch;
            columns[down - 1] |= 1 << 2;
            columns[down] |= 1 << 1 | sign << 30;
            columns[down + 1] |= 1;
        }
        return column | 1 << shift + 4 | sign << shift + 18;
    }

    private void refine(int x, int y, int r, int bit) {
        // the bit below which the half step was is the one decoded now
        magnitudes[(y + r) * width + x] ^= (bit ^ 1) << plane + 1 | 1 << plane;
    }

    private void segmentationSymbol(PacketData data) throws MalformedFrame {
        int symbol = 0;
        for (int i = 0; i < 4; i++) {
            symbol = symbol << 1 | mq.decode(MqDecoder.UNIFORM);
        }
        if (symbol != 0b1010) {
            throw new MalformedFrame(data.offset(), "code block with a wrong segmentation symbol");
        }
    }
}
