// SPDX-License-Identifier: Apache-2.0
package io.radfm.pixels.jpeg;

import static io.radfm.pixels.MalformedFrame.require;

import io.radfm.pixels.MalformedFrame;

/// The order of blocks in a scan of a DCT process (T.81 §A.2): a scan of one component has its
/// blocks row by row, a scan of several has MCUs of each component's `H x V` blocks.
abstract class BlockScan {
    final FrameHeader frame;
    final ScanHeader scan;
    final EntropyReader reader;
    private int untilRestart;
    private int restarts;

    BlockScan(FrameHeader frame, ScanHeader scan, EntropyReader reader) {
        this.frame = frame;
        this.scan = scan;
        this.reader = reader;
    }

    /// Decodes the block in this column and row of blocks.
    abstract void block(Component component, int column, int row) throws MalformedFrame;

    /// Forgets what does not reach over a restart marker, besides the predictors.
    void forget() {}

    final void walk() throws MalformedFrame {
        untilRestart = scan.restartInterval();
        if (scan.components().size() == 1) {
            var component = scan.components().getFirst();
            int wide = Component.divideUp(component.width, 8);
            int high = Component.divideUp(component.height, 8);
            for (int row = 0; row < high; row++) {
                for (int column = 0; column < wide; column++) {
                    restartIfDue();
                    block(component, column, row);
                }
                reader.checkNotExhausted();
            }
        } else {
            for (int row = 0; row < frame.mcusHigh(); row++) {
                for (int column = 0; column < frame.mcusWide(); column++) {
                    restartIfDue();
                    mcu(column, row);
                }
                reader.checkNotExhausted();
            }
        }
        scan.components().forEach(c -> c.scanned = true);
    }

    private void mcu(int column, int row) throws MalformedFrame {
        for (var component : scan.components()) {
            for (int v = 0; v < component.vertical; v++) {
                for (int h = 0; h < component.horizontal; h++) {
                    block(
                            component,
                            column * component.horizontal + h,
                            row * component.vertical + v);
                }
            }
        }
    }

    private void restartIfDue() throws MalformedFrame {
        if (scan.restartInterval() == 0) {
            return;
        }
        if (untilRestart == 0) {
            reader.restart(restarts++);
            scan.components().forEach(c -> c.predictor = 0);
            forget();
            untilRestart = scan.restartInterval();
        }
        untilRestart--;
    }

    final void requireTables(int at, boolean dc, boolean ac) throws MalformedFrame {
        for (var component : scan.components()) {
            require(
                    (!dc || component.dc != null) && (!ac || component.ac != null),
                    at,
                    "Huffman table of component " + component.id);
        }
    }
}
