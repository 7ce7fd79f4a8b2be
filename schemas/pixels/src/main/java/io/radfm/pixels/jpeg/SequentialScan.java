// SPDX-License-Identifier: Apache-2.0
package io.radfm.pixels.jpeg;

import static io.radfm.pixels.MalformedFrame.require;

import io.radfm.pixels.MalformedFrame;

import java.util.Arrays;

/// A scan of the baseline or extended sequential process (T.81 §F.2): whole blocks, straight into
/// samples.
final class SequentialScan extends BlockScan {
    private final int[][] quantization;
    private final InverseDct inverse;
    private final int[] block = new int[64];

    SequentialScan(FrameHeader frame, ScanHeader scan, EntropyReader reader, int[][] quantization) {
        super(frame, scan, reader);
        this.quantization = quantization;
        this.inverse = new InverseDct(frame.precision());
    }

    void decode(int at) throws MalformedFrame {
        requireTables(at, true, true);
        for (var component : scan.components()) {
            require(!component.scanned, at, "a second scan of component " + component.id);
            require(
                    quantization[component.quantizationTable] != null,
                    at,
                    "quantization table of component " + component.id);
        }
        walk();
    }

    @Override
    void block(Component component, int column, int row) throws MalformedFrame {
        var block = this.block;
        var reader = this.reader;
        component.predictor += reader.next(component.dc) >> 16;
        var ac = component.ac;
        int last = 0;
        for (int k = 1; k < 64; k++) {
            int coded = reader.next(ac);
            int runSize = coded >> 8 & 0xFF;
            if ((runSize & 15) == 0) {
                if (runSize != 0xF0) {
                    break; // end of block
                }
                k += 15; // sixteen zeros
                continue;
            }
            k += runSize >> 4;
            if (k > 63) {
                throw new MalformedFrame(reader.position(), "coefficient " + k + " of a block");
            }
            block[InverseDct.ZIGZAG[k]] = coded >> 16;
            last = k;
        }
        var steps = quantization[component.quantizationTable];
        int to = row * 8 * component.stride() + column * 8;
        if (last == 0) {
            inverse.flat(component.predictor * steps[0], component.samples, to, component.stride());
        } else {
            block[0] = component.predictor;
            inverse.transform(block, steps, component.samples, to, component.stride());
            Arrays.fill(block, 0);
        }
    }
}
