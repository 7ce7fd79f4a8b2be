// SPDX-License-Identifier: Apache-2.0
package io.radfm.pixels.jpeg2000;

/// The MQ decoder (T.800 Annex C): one decision after the other, each in a context that learns.
///
/// The standard subtracts the probability Qe from both A and C, and is done when C does not fall
/// below zero nor A below 0x8000. Both tests are one here: `least` is the smaller of C and A -
/// 0x8000, and only it is counted down; what the two exceed it by does not change until the next
/// renormalization. Integers are in the scale of C, Qe shifted up by 16.
final class MqDecoder {
    static final int UNIFORM = 18;
    static final int RUN_LENGTH = 17;
    private static final int CONTEXTS = 19;

    /// `Qe, next after MPS, next after LPS, switch` (Table C.2).
    private static final int[][] STATES = {
        {0x5601, 1, 1, 1}, {0x3401, 2, 6, 0}, {0x1801, 3, 9, 0}, {0x0AC1, 4, 12, 0},
        {0x0521, 5, 29, 0}, {0x0221, 38, 33, 0}, {0x5601, 7, 6, 1}, {0x5401, 8, 14, 0},
        {0x4801, 9, 14, 0}, {0x3801, 10, 14, 0}, {0x3001, 11, 17, 0}, {0x2401, 12, 18, 0},
        {0x1C01, 13, 20, 0}, {0x1601, 29, 21, 0}, {0x5601, 15, 14, 1}, {0x5401, 16, 14, 0},
        {0x5101, 17, 15, 0}, {0x4801, 18, 16, 0}, {0x3801, 19, 17, 0}, {0x3401, 20, 18, 0},
        {0x3001, 21, 19, 0}, {0x2801, 22, 19, 0}, {0x2401, 23, 20, 0}, {0x2201, 24, 21, 0},
        {0x1C01, 25, 22, 0}, {0x1801, 26, 23, 0}, {0x1601, 27, 24, 0}, {0x1401, 28, 25, 0},
        {0x1201, 29, 26, 0}, {0x1101, 30, 27, 0}, {0x0AC1, 31, 28, 0}, {0x09C1, 32, 29, 0},
        {0x08A1, 33, 30, 0}, {0x0521, 34, 31, 0}, {0x0441, 35, 32, 0}, {0x02A1, 36, 33, 0},
        {0x0221, 37, 34, 0}, {0x0141, 38, 35, 0}, {0x0111, 39, 36, 0}, {0x0085, 40, 37, 0},
        {0x0049, 41, 38, 0}, {0x0025, 42, 39, 0}, {0x0015, 43, 40, 0}, {0x0009, 44, 41, 0},
        {0x0005, 45, 42, 0}, {0x0001, 45, 43, 0}, {0x5601, 46, 46, 0}
    };

    // a context's state: Qe << 16 | number of the state << 1 | more probable symbol
    private static final int QE = 0xFFFF_0000;
    private static final int NUMBER = 0x7F;
    private static final int[] AFTER_MPS = new int[2 * STATES.length];
    private static final int[] AFTER_LPS = new int[2 * STATES.length];

    static {
        for (int number = 0; number < STATES.length; number++) {
            var state = STATES[number];
            for (int mps = 0; mps <= 1; mps++) {
                AFTER_MPS[2 * number + mps] = state(state[1], mps);
                AFTER_LPS[2 * number + mps] = state(state[2], mps ^ state[3]);
            }
        }
    }

    private final int[] contexts = new int[CONTEXTS];
    private byte[] data;
    private int at;
    private int end;
    private int shifts; // CT: until the next byte
    private int least;
    private int excessA; // A - least
    private int excessC; // C - least

    private static int state(int number, int mps) {
        return STATES[number][0] << 16 | number << 1 | mps;
    }

    /// The states every code block begins with (Table D.7).
    void resetContexts() {
        java.util.Arrays.fill(contexts, state(0, 0));
        contexts[0] = state(4, 0);
        contexts[RUN_LENGTH] = state(3, 0);
        contexts[UNIFORM] = state(46, 0);
    }

    /// Begins a codeword segment (INITDEC, Figure C.10). Behind its end come ones.
    void start(byte[] data, int from, int end) {
        this.data = data;
        this.at = from;
        this.end = end;
        int c = byteAt(from) << 16;
        c = nextByte(c) << 7;
        shifts -= 7;
        setRegisters(0x8000_0000, c);
    }

    int decode(int context) {
        int state = contexts[context];
        least -= state & QE;
        return least >= 0 ? state & 1 : renormalize(context, state);
    }

    /// The rest of DECODE, MPS_EXCHANGE, LPS_EXCHANGE and RENORMD (Figures C.15 to C.18).
    private int renormalize(int context, int state) {
        int qe = state & QE;
        int a = excessA + least;
        int c = excessC + least;
        boolean lower = Integer.compareUnsigned(c + qe, qe) < 0; // C was below Qe
        boolean swapped = Integer.compareUnsigned(a, qe) < 0;
        if (lower) {
            a = qe;
            c += qe;
        }
        boolean more = lower == swapped;
        contexts[context] = (more ? AFTER_MPS : AFTER_LPS)[state & NUMBER];
        do {
            if (shifts == 0) {
                c = nextByte(c);
            }
            int by = Math.min(shifts, Integer.numberOfLeadingZeros(a));
            a <<= by;
            c <<= by;
            shifts -= by;
        } while (a >= 0);
        setRegisters(a, c);
        return more ? state & 1 : ~state & 1;
    }

    private void setRegisters(int a, int c) {
        int room = a - 0x8000_0000;
        least = c < 0 ? room : Math.min(room, c); // C is unsigned
        excessA = a - least;
        excessC = c - least;
    }

    /// BYTEIN (Figure C.19).
    private int nextByte(int c) {
        if (byteAt(at) != 0xFF) {
            at++;
            shifts = 8;
            return c + (byteAt(at) << 8);
        }
        int next = byteAt(at + 1);
        if (next > 0x8F) { // a marker, or the end
            shifts = 8;
            return c + 0xFF00;
        }
        at++;
        shifts = 7;
        return c + (next << 9);
    }

    private int byteAt(int index) {
        return index < end ? data[index] & 0xFF : 0xFF;
    }
}
