// SPDX-License-Identifier: Apache-2.0
package io.radfm.model.quantization;

import java.util.Optional;

/// Weights of few bits: each row of a matrix `[out, in]` is cut into blocks, each block has one
/// scale, and a weight is `(q − zero)·scale` with `zero` the middle of the range (8 of 4 bits, 128
/// of 8). This is the layout of ONNX Runtime's `MatMulNBits`, so that a file's bytes are used where
/// they lie:
///
/// ```
/// W.int4    U8  [out, ⌈in/block⌉, block·bits/8]   two weights a byte, the first in the low half
/// W.scales  F32 [out · ⌈in/block⌉]
/// ```
///
/// The last block of a row may be filled up with zeros.
///
/// @param bits 4 or 8
/// @param block weights per scale: 32 or 128
public record BlockFormat(int bits, int block) {
    public static final String SCALES = ".scales";

    public BlockFormat {
        if (bits != 4 && bits != 8) {
            throw new IllegalArgumentException(bits + " bits: must be 4 or 8");
        }
        if (block != 32 && block != 128) {
            throw new IllegalArgumentException("blocks of " + block + ": must be 32 or 128");
        }
    }

    /// What follows a matrix's name: `.int4`, `.int8`.
    public String suffix() {
        return ".int" + bits;
    }

    /// The format of a tensor with this suffix and blocks of so many bytes, if it is one of ours.
    static Optional<BlockFormat> of(int bits, long blockBytes) {
        for (int block : new int[] {32, 128}) {
            if (blockBytes == block * bits / 8) {
                return Optional.of(new BlockFormat(bits, block));
            }
        }
        return Optional.empty();
    }

    public int blocks(int in) {
        return Math.ceilDiv(in, block);
    }

    public int blockBytes() {
        return block * bits / 8;
    }

    /// Bytes of one row, scales apart.
    public int rowBytes(int in) {
        return Math.multiplyExact(blocks(in), blockBytes());
    }

    /// What one weight costs in memory, scale included.
    public double bitsPerWeight() {
        return bits + 32.0 / block;
    }

    /// Rounds one row. The weight farthest from zero becomes the end of the range, −zero, which
    /// uses all its values; the others follow to the nearest.
    ///
    /// @param row `in` numbers from `at`
    /// @param packed receives [#rowBytes] bytes from `to`, which must be zero before
    /// @param scales receives [#blocks] scales from `firstScale`
    public void pack(
            float[] row, int at, int in, byte[] packed, int to, float[] scales, int firstScale) {
        int zero = 1 << (bits - 1);
        int most = 2 * zero - 1;
        float middle = zero + 0.5f;
        for (int b = 0, first = 0; first < in; b++, first += block) {
            int count = Math.min(block, in - first);
            float extreme = farthest(row, at + first, count);
            float scale = extreme / -zero;
            float inverse = scale == 0 ? 0 : 1 / scale;
            if (Float.isInfinite(inverse)) { // a block of numbers too small to tell apart
                scale = 0;
                inverse = 0;
            }
            scales[firstScale + b] = scale;
            int start = to + b * blockBytes();
            for (int i = 0; i < count; i++) {
                int q = Math.min(most, (int) (row[at + first + i] * inverse + middle));
                if (bits == 8) {
                    packed[start + i] = (byte) q;
                } else {
                    packed[start + i / 2] |= (byte) (q << 4 * (i & 1));
                }
            }
            fill(packed, start, count, zero);
        }
    }

    private void fill(byte[] packed, int start, int from, int zero) {
        for (int i = from; i < block; i++) {
            if (bits == 8) {
                packed[start + i] = (byte) zero;
            } else {
                packed[start + i / 2] |= (byte) (zero << 4 * (i & 1));
            }
        }
    }

    private static float farthest(float[] values, int at, int count) {
        float least = 0;
        float most = 0;
        for (int i = at; i < at + count; i++) {
            least = Math.min(least, values[i]);
            most = Math.max(most, values[i]);
        }
        return most > -least ? most : least;
    }

    /// The numbers a packed row stands for.
    public void unpack(
            byte[] packed, int from, float[] scales, int firstScale, float[] row, int at, int in) {
        int zero = 1 << (bits - 1);
        for (int i = 0; i < in; i++) {
            int b = i / block;
            int inBlock = i % block;
            int start = from + b * blockBytes();
            int q =
                    bits == 8
                            ? packed[start + inBlock] & 0xff
                            : packed[start + inBlock / 2] >> 4 * (inBlock & 1) & 15;
            row[at + i] = (q - zero) * scales[firstScale + b];
        }
    }

    @Override
    public String toString() {
        return "int" + bits + "/" + block;
    }
}
