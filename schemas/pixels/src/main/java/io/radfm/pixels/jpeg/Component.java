// SPDX-License-Identifier: Apache-2.0
package io.radfm.pixels.jpeg;

import static io.radfm.pixels.MalformedFrame.require;

import io.radfm.pixels.MalformedFrame;
import io.radfm.pixels.bytes.Bytes;

import java.util.Arrays;

/// One component of a frame (T.81 §B.2.2) and what the scans leave in it.
final class Component {
    final int index;
    final int id;
    final int horizontal; // sampling factors H and V
    final int vertical;
    final int quantizationTable;

    /// Size in its own samples, and in blocks of 8 x 8 with those that only fill up an MCU.
    int width;

    int height;
    int blocksWide;
    int blocksHigh;

    /// DCT processes: the samples, `blocksWide * 8` a row.
    short[] samples;

    /// Progressive only: 64 coefficients a block, in the order of the block, not zigzag.
    short[] coefficients;

    /// Progressive only, by zigzag index: the bit position reached so far, -1 before the first
    /// scan.
    final int[] precision = new int[64];

    /// The tables of the current scan, the DC predictor, and whether a scan brought this component.
    HuffmanTable dc;

    HuffmanTable ac;
    int predictor;
    boolean scanned;

    Component(Bytes bytes, int at, int index) throws MalformedFrame {
        this.index = index;
        id = bytes.u8(at);
        horizontal = bytes.u8(at + 1) >> 4;
        vertical = bytes.u8(at + 1) & 15;
        quantizationTable = bytes.u8(at + 2);
        require(
                horizontal >= 1 && horizontal <= 4 && vertical >= 1 && vertical <= 4,
                at + 1,
                "sampling factors " + horizontal + " x " + vertical);
        require(quantizationTable <= 3, at + 2, "quantization table " + quantizationTable);
        Arrays.fill(precision, -1);
    }

    /// Rounds the size up to whole MCUs (§A.1.1, §A.2.4).
    void layOut(FrameHeader frame, boolean progressive) {
        width = divideUp(frame.columns() * horizontal, frame.maxHorizontal());
        height = divideUp(frame.rows() * vertical, frame.maxVertical());
        blocksWide = frame.mcusWide() * horizontal;
        blocksHigh = frame.mcusHigh() * vertical;
        samples = new short[blocksWide * blocksHigh * 64];
        coefficients = progressive ? new short[samples.length] : null;
    }

    int stride() {
        return blocksWide * 8;
    }

    static int divideUp(int dividend, int divisor) {
        return (dividend + divisor - 1) / divisor;
    }
}
