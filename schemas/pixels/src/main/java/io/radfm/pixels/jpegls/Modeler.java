// SPDX-License-Identifier: Apache-2.0
package io.radfm.pixels.jpegls;

import io.radfm.pixels.MalformedFrame;

import java.util.Arrays;

/// The contexts of a scan and the two ways to decode a sample with them (T.87 §A.3 to §A.7).
///
/// ```
///  c b d      a, b, c, d: decoded neighbours
///  a x        x: the sample; a run continues a
/// ```
final class Modeler {
    /// Run lengths by run index: powers of two (J, §A.2.1).
    static final int[] RUN_BITS = {
        0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 9, 10, 11, 12,
        13, 14, 15
    };

    private static final int CONTEXTS = 365;

    /// Four a context: sum of error magnitudes (A), bias (B), correction (C), occurrences (N).
    private final int[] states = new int[4 * (CONTEXTS + 2)];

    private final int[] negatives = new int[2]; // Nn, of the two run interruption contexts
    private final BitReader reader;
    private final byte[] regions;
    private final int maximum;
    private final int near;
    private final int step; // 2 * near + 1
    private final int range;
    private final int errorBits;
    private final int limit;
    private final int reset;

    Modeler(Presets presets, BitReader reader) {
        this.reader = reader;
        regions = presets.gradientRegions();
        maximum = presets.maximum();
        near = presets.near();
        step = 2 * near + 1;
        range = presets.range();
        errorBits = presets.errorBits();
        limit = presets.limit();
        reset = presets.reset();
        Arrays.fill(negatives, 0);
        for (int i = 0; i < states.length; i += 4) {
            states[i] = Math.max(2, (range + 32) / 64);
            states[i + 3] = 1;
        }
    }

    /// The context of these neighbours (§A.3), from -364 to 364; 0 begins a run.
    int context(int a, int b, int c, int d) {
        int max = maximum;
        return (regions[d - b + max] * 9 + regions[b - c + max]) * 9 + regions[c - a + max];
    }

    /// Regular mode (§A.4 to §A.6).
    int regular(int context, int a, int b, int c) throws MalformedFrame {
        var states = this.states;
        int sign = context >> 31; // -1 mirrors everything
        int at = 4 * ((context ^ sign) - sign);
        int sum = states[at];
        int bias = states[at + 1];
        int correction = states[at + 2];
        int n = states[at + 3];

        int least = Math.min(a, b);
        int most = Math.max(a, b);
        int predicted = c >= most ? least : c <= least ? most : a + b - c;
        predicted += (correction ^ sign) - sign;
        predicted = Math.max(0, Math.min(predicted, maximum));

        int k = golombParameter(n, sum);
        int mapped = reader.golomb(k, limit - errorBits - 1, errorBits);
        int error = mapped >>> 1 ^ -(mapped & 1);
        if (k == 0 && near == 0 && 2 * bias <= -n) {
            error = ~error;
        }

        bias += error * step;
        sum += Math.abs(error);
        if (n == reset) {
            sum >>= 1;
            bias >>= 1;
            n >>= 1;
        }
        n++;
        if (bias <= -n) {
            bias = Math.max(bias + n, 1 - n);
            correction = Math.max(correction - 1, -128);
        } else if (bias > 0) {
            bias = Math.min(bias - n, 0);
            correction = Math.min(correction + 1, 127);
        }
        states[at] = sum;
        states[at + 1] = bias;
        states[at + 2] = correction;
        states[at + 3] = n;

        return reconstruct(predicted, (error ^ sign) - sign);
    }

    /// The least k with `n * 2^k >= sum` (§A.5.1).
    private static int golombParameter(int n, int sum) {
        if (n >= sum) {
            return 0;
        }
        int k = Integer.numberOfLeadingZeros(n) - Integer.numberOfLeadingZeros(sum);
        return n << k < sum ? k + 1 : k;
    }

    private int reconstruct(int predicted, int error) throws MalformedFrame {
        int sample = predicted + error * step;
        if (sample < -near) {
            sample += range * step;
        } else if (sample > maximum + near) {
            sample -= range * step;
        }
        if (near > 0) {
            return Math.max(0, Math.min(sample, maximum));
        }
        if ((sample | maximum - sample) < 0) {
            throw new MalformedFrame(reader.position(), "sample out of range");
        }
        return sample;
    }

    /// How far a run goes (§A.7.1): the new place, `end` when it fills the row. The run index is
    /// updated in `runIndex[component]`.
    int runEnd(int from, int end, int[] runIndex, int component) throws MalformedFrame {
        int at = from;
        int index = runIndex[component];
        while (reader.bit() == 1) {
            int length = 1 << RUN_BITS[index];
            if (length > end - at) {
                return end;
            }
            at += length;
            if (index < 31) {
                index++;
            }
            runIndex[component] = index;
            if (at == end) {
                return end;
            }
        }
        int rest = reader.bits(RUN_BITS[index]);
        if (rest >= end - at) {
            throw new MalformedFrame(reader.position(), "run goes past the end of its row");
        }
        return at + rest;
    }

    /// The sample that ends a run in a scan of lines (§A.7.2).
    int interruption(int a, int b, int runIndex) throws MalformedFrame {
        if (Math.abs(a - b) <= near) {
            return reconstruct(a, interruptionError(1, runIndex));
        }
        return interruption0(a, b, runIndex);
    }

    /// The same in a scan of pixels, where only the second kind is used (§A.7.2, and §B.3).
    int interruption0(int a, int b, int runIndex) throws MalformedFrame {
        int error = interruptionError(0, runIndex);
        return reconstruct(b, b >= a ? error : -error);
    }

    private int interruptionError(int type, int runIndex) throws MalformedFrame {
        int at = 4 * (CONTEXTS + type);
        int sum = states[at];
        int n = states[at + 3];
        int k = golombParameter(n, type == 0 ? sum : sum + (n >> 1));
        int max = limit - RUN_BITS[runIndex] - 1 - errorBits - 1;
        int mapped = reader.golomb(k, max, errorBits);
        int magnitude = mapped + type + 1 >> 1;
        boolean odd = (mapped + type & 1) == 1;
        boolean mostlyNegative = k != 0 || 2 * negatives[type] >= n;
        int error = mostlyNegative == odd ? -magnitude : magnitude;
        if (error < 0) {
            negatives[type]++;
        }
        sum += mapped + 1 - type >> 1;
        if (n == reset) {
            sum >>= 1;
            n >>= 1;
            negatives[type] >>= 1;
        }
        states[at] = sum;
        states[at + 3] = n + 1;
        return error;
    }
}
