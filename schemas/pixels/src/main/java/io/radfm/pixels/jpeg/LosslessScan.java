// SPDX-License-Identifier: Apache-2.0
package io.radfm.pixels.jpeg;

import static io.radfm.pixels.MalformedFrame.require;

import io.radfm.pixels.FrameFormat;
import io.radfm.pixels.MalformedFrame;
import io.radfm.pixels.bytes.Samples;

/// A scan of the lossless process (T.81 Annex H): each sample is predicted from the one to the left
/// (Ra), above (Rb) and above left (Rc), and the stream holds the difference modulo 65,536.
///
/// The first row after the start or a restart is predicted from the left only, its first sample
/// from the middle of the range; the first sample of every other row from above.
final class LosslessScan {
    private final FrameHeader frame;
    private final EntropyReader reader;
    private final int count;
    private final HuffmanTable[] tables;
    private final int[] offsets; // of each component within a pixel
    private final int predictor;
    private final int pointTransform;
    private final int restartInterval;
    private final ScanHeader scan;

    LosslessScan(FrameHeader frame, ScanHeader scan, EntropyReader reader) {
        this.frame = frame;
        this.scan = scan;
        this.reader = reader;
        count = scan.components().size();
        tables = scan.components().stream().map(c -> c.dc).toArray(HuffmanTable[]::new);
        offsets = scan.components().stream().mapToInt(c -> c.index).toArray();
        predictor = scan.selectionStart();
        pointTransform = scan.bit();
        restartInterval = scan.restartInterval();
    }

    void decode(int at, byte[] to, FrameFormat format) throws MalformedFrame {
        int columns = frame.columns();
        require(predictor >= 1 && predictor <= 7, at, "predictor " + predictor);
        require(pointTransform < frame.precision(), at, "point transform " + pointTransform);
        require(
                restartInterval % columns == 0,
                at,
                "restart interval " + restartInterval + " is not a number of whole rows");
        for (var component : scan.components()) {
            require(!component.scanned, at, "a second scan of component " + component.id);
            require(component.dc != null, at, "Huffman table of component " + component.id);
            component.scanned = true;
        }
        int rowsPerRestart = restartInterval / columns;
        var rows = new int[count][columns];
        var above = new int[count][columns];
        int samples = format.samplesPerPixel();
        boolean first = true;
        for (int y = 0; y < frame.rows(); y++) {
            if (rowsPerRestart > 0 && y > 0 && y % rowsPerRestart == 0) {
                reader.restart(y / rowsPerRestart - 1);
                first = true;
            }
            if (count == 1) {
                row(tables[0], rows[0], above[0], first);
            } else {
                interleavedRow(rows, above, first);
            }
            reader.checkNotExhausted();
            first = false;
            for (int c = 0; c < count; c++) {
                store(rows[c], to, y * columns * samples + offsets[c], format);
            }
            var swap = rows;
            rows = above;
            above = swap;
        }
    }

    private void store(int[] row, byte[] to, int first, FrameFormat format) {
        if (pointTransform == 0) {
            Samples.store(
                    row,
                    0,
                    row.length,
                    to,
                    first,
                    format.samplesPerPixel(),
                    format.bytesPerSample());
            return;
        }
        var shifted = row.clone();
        for (int x = 0; x < shifted.length; x++) {
            shifted[x] <<= pointTransform;
        }
        Samples.store(
                shifted,
                0,
                row.length,
                to,
                first,
                format.samplesPerPixel(),
                format.bytesPerSample());
    }

    private int start() {
        return 1 << frame.precision() - pointTransform - 1;
    }

    private void row(HuffmanTable table, int[] row, int[] above, boolean first)
            throws MalformedFrame {
        var reader = this.reader;
        int left = (first ? start() : above[0]) + (reader.next(table) >> 16) & 0xFFFF;
        row[0] = left;
        if (first || predictor == 1) {
            for (int x = 1; x < row.length; x++) {
                left = left + (reader.next(table) >> 16) & 0xFFFF;
                row[x] = left;
            }
        } else {
            int predictor = this.predictor;
            int corner = above[0];
            for (int x = 1; x < row.length; x++) {
                int up = above[x];
                int predicted = predict(predictor, left, up, corner);
                left = predicted + (reader.next(table) >> 16) & 0xFFFF;
                row[x] = left;
                corner = up;
            }
        }
    }

    private void interleavedRow(int[][] rows, int[][] above, boolean first) throws MalformedFrame {
        for (int x = 0; x < frame.columns(); x++) {
            for (int c = 0; c < count; c++) {
                int predicted;
                if (x == 0) {
                    predicted = first ? start() : above[c][0];
                } else if (first) {
                    predicted = rows[c][x - 1];
                } else {
                    predicted = predict(predictor, rows[c][x - 1], above[c][x], above[c][x - 1]);
                }
                rows[c][x] = predicted + (reader.next(tables[c]) >> 16) & 0xFFFF;
            }
        }
    }

    /// Table H.1
    private static int predict(int predictor, int left, int up, int corner) {
        return switch (predictor) {
            case 1 -> left;
            case 2 -> up;
            case 3 -> corner;
            case 4 -> left + up - corner;
            case 5 -> left + (up - corner >> 1);
            case 6 -> up + (left - corner >> 1);
            default -> left + up >> 1;
        };
    }
}
