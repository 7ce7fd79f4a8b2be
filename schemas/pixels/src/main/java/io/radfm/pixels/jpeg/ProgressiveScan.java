// SPDX-License-Identifier: Apache-2.0
package io.radfm.pixels.jpeg;

import static io.radfm.pixels.MalformedFrame.require;

import io.radfm.pixels.MalformedFrame;

/// A scan of the progressive process (T.81 Annex G): one band of coefficients, first with its high
/// bits, then refined bit by bit.
///
/// Each coefficient must be sent from its highest bit down, each bit once. The standard asks for
/// it, and it bounds the number of scans whatever the stream says.
final class ProgressiveScan extends BlockScan {
    private final int first;
    private final int last;
    private final int bit;
    private int endOfBandRun;

    ProgressiveScan(FrameHeader frame, ScanHeader scan, EntropyReader reader) {
        super(frame, scan, reader);
        first = scan.selectionStart();
        last = scan.selectionEnd();
        bit = scan.bit();
    }

    void decode(int at) throws MalformedFrame {
        boolean band = first == 0 ? last == 0 : last >= first && last < 64;
        require(band, at, "scan of coefficients " + first + " to " + last);
        require(first == 0 || scan.components().size() == 1, at, "interleaved AC scan");
        require(bit <= 13, at, "bit position " + bit);
        boolean dcTables = first == 0 && scan.previousBit() == 0;
        requireTables(at, dcTables, first > 0);
        for (var component : scan.components()) {
            for (int k = first; k <= last; k++) {
                int reached = component.precision[k];
                boolean inTurn =
                        scan.previousBit() == 0
                                ? reached == -1
                                : reached == scan.previousBit() && bit == reached - 1;
                require(inTurn, at, "bit " + bit + " of coefficient " + k + " out of turn");
                component.precision[k] = bit;
            }
        }
        walk();
    }

    @Override
    void forget() {
        endOfBandRun = 0;
    }

    @Override
    void block(Component component, int column, int row) throws MalformedFrame {
        int at = (row * component.blocksWide + column) * 64;
        boolean refine = scan.previousBit() > 0;
        if (first == 0) {
            dc(component, at, refine);
        } else if (refine) {
            refineAc(component, at);
        } else {
            firstAc(component, at);
        }
    }

    /// §G.1.2.1
    private void dc(Component component, int at, boolean refine) throws MalformedFrame {
        if (!refine) {
            component.predictor += reader.next(component.dc) >> 16;
            component.coefficients[at] = (short) (component.predictor << bit);
        } else if (reader.bits(1) == 1) {
            component.coefficients[at] |= (short) (1 << bit);
        }
    }

    /// §G.1.2.2
    private void firstAc(Component component, int at) throws MalformedFrame {
        if (endOfBandRun > 0) {
            endOfBandRun--;
            return;
        }
        for (int k = first; k <= last; k++) {
            int coded = reader.next(component.ac);
            int run = coded >> 12 & 15;
            if ((coded >> 8 & 15) != 0) {
                k += run;
                requireInBand(k);
                component.coefficients[at + InverseDct.ZIGZAG[k]] = (short) (coded >> 16 << bit);
            } else if (run < 15) {
                endOfBandRun = (1 << run) - 1 + reader.bits(run);
                return;
            } else {
                k += 15;
            }
        }
    }

    /// §G.1.2.3: new coefficients of one bit, between them a correction bit for each old one.
    private void refineAc(Component component, int at) throws MalformedFrame {
        int k = first;
        while (endOfBandRun == 0 && k <= last) {
            int coded = reader.next(component.ac);
            int run = coded >> 12 & 15;
            int size = coded >> 8 & 15;
            if (size == 0 && run < 15) {
                endOfBandRun = (1 << run) + reader.bits(run);
                break;
            }
            if (size > 1) {
                throw new MalformedFrame(reader.position(), "new coefficient of " + size + " bits");
            }
            k = refine(component.coefficients, at, k, run);
            if (size == 1) {
                requireInBand(k);
                int value = coded >> 16 << bit;
                component.coefficients[at + InverseDct.ZIGZAG[k]] = (short) value;
            }
            k++;
        }
        if (endOfBandRun > 0) {
            refine(component.coefficients, at, k, 64);
            endOfBandRun--;
        }
    }

    /// Corrects coefficients from `k` on until `zeros` zero ones have been passed, and returns
    /// where the next zero one is.
    private int refine(short[] coefficients, int at, int k, int zeros) {
        for (; k <= last; k++) {
            int i = at + InverseDct.ZIGZAG[k];
            int old = coefficients[i];
            if (old == 0) {
                if (zeros-- == 0) {
                    break;
                }
            } else if (reader.bits(1) == 1 && (old & 1 << bit) == 0) {
                coefficients[i] = (short) (old + (old >= 0 ? 1 << bit : -1 << bit));
            }
        }
        return k;
    }

    private void requireInBand(int k) throws MalformedFrame {
        if (k > last) {
            throw new MalformedFrame(reader.position(), "coefficient " + k + " of a band");
        }
    }

    /// After the last scan: coefficients into samples.
    static void reconstruct(Component component, int[] steps, int precision) {
        var inverse = new InverseDct(precision);
        var block = new int[64];
        int at = 0;
        for (int row = 0; row < component.blocksHigh; row++) {
            for (int column = 0; column < component.blocksWide; column++, at += 64) {
                for (int i = 0; i < 64; i++) {
                    block[i] = component.coefficients[at + i];
                }
                int to = row * 8 * component.stride() + column * 8;
                inverse.transform(block, steps, component.samples, to, component.stride());
            }
        }
    }
}
