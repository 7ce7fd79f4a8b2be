// SPDX-License-Identifier: Apache-2.0
package io.radfm.pixels.jpeg;

import static io.radfm.pixels.MalformedFrame.require;

import io.radfm.pixels.FrameFormat;
import io.radfm.pixels.MalformedFrame;
import io.radfm.pixels.bytes.Bytes;
import io.radfm.pixels.bytes.Samples;

/// One stream while it is decoded: SOI, segments, scans, EOI (T.81 §B.2).
///
/// A sequential or lossless stream is complete when every component had its scan; a progressive one
/// only at EOI, because nothing else says that no refinement is missing.
final class JpegStream {
    private static final int SOI = 0xD8;
    private static final int EOI = 0xD9;
    private static final int SOS = 0xDA;
    private static final int DQT = 0xDB;
    private static final int DNL = 0xDC;
    private static final int DRI = 0xDD;
    private static final int DHT = 0xC4;
    private static final int DAC = 0xCC;

    private final Bytes bytes;
    private final FrameFormat format;
    private final HuffmanTable[] dc = new HuffmanTable[4];
    private final HuffmanTable[] ac = new HuffmanTable[4];
    private final int[][] quantization = new int[4][];
    private int restartInterval;
    private FrameHeader frame;
    private byte[] lossless; // the frame, which lossless scans write themselves

    JpegStream(Bytes bytes, FrameFormat format) {
        this.bytes = bytes;
        this.format = format;
    }

    byte[] decode() throws MalformedFrame {
        require(bytes.u16(0) == 0xFF00 + SOI, 0, "no JPEG start of image");
        int at = 2;
        while (!complete()) {
            at = nextMarker(at);
            int marker = bytes.u8(at - 1);
            if (marker == EOI) {
                break;
            }
            int length = bytes.u16(at);
            require(length >= 2, at, "segment length " + length);
            bytes.has(at, length);
            int end = at + length;
            if (marker == SOS) {
                end = scan(at, end);
            } else {
                segment(marker, at, end);
            }
            at = end;
        }
        require(frame != null, at, "no JPEG frame");
        for (var component : frame.components()) {
            require(component.scanned, at, "component " + component.id + " has no scan");
        }
        return assemble(at);
    }

    private boolean complete() {
        return frame != null
                && frame.process() != FrameHeader.Process.PROGRESSIVE
                && frame.stream().allMatch(c -> c.scanned);
    }

    /// The offset behind the next marker. Bytes between segments, which some encoders leave, are
    /// skipped, and so are markers without a segment (RSTn, TEM).
    private int nextMarker(int from) throws MalformedFrame {
        for (int at = from; ; at++) {
            if (bytes.u8(at) == 0xFF) {
                int code = bytes.u8(at + 1);
                boolean alone = code <= 1 || code >= 0xD0 && code <= SOI || code == 0xFF;
                if (!alone) {
                    return at + 2;
                }
            }
        }
    }

    private void segment(int marker, int at, int end) throws MalformedFrame {
        switch (marker) {
            case DQT -> quantizationTables(at + 2, end);
            case DHT -> huffmanTables(at + 2, end);
            case DRI -> restartInterval = bytes.u16(at + 2);
            case DNL -> throw new MalformedFrame(at, "number of lines after the scan (DNL)");
            case DAC -> throw new MalformedFrame(at, "arithmetic coding");
            case 0xC0, 0xC1, 0xC2, 0xC3 -> {
                require(frame == null, at, "a second JPEG frame");
                frame = FrameHeader.read(bytes, at, marker, format);
            }
            default -> {
                // SOF5 to SOF15: hierarchical and arithmetic processes (Table B.1)
                boolean process = marker > 0xC4 && marker <= 0xCF && marker != 0xC8;
                require(!process, at, "JPEG process SOF" + (marker - 0xC0));
            }
        }
    }

    private void quantizationTables(int from, int end) throws MalformedFrame {
        for (int at = from; at < end; ) {
            int precision = bytes.u8(at) >> 4;
            int table = bytes.u8(at) & 15;
            require(precision <= 1 && table <= 3, at, "quantization table " + bytes.u8(at));
            at++;
            require(at + 64 * (precision + 1) <= end, at, "quantization table ends early");
            var steps = new int[64];
            for (int k = 0; k < 64; k++) {
                steps[InverseDct.ZIGZAG[k]] =
                        precision == 0 ? bytes.u8(at + k) : bytes.u16(at + 2 * k);
            }
            quantization[table] = steps;
            at += 64 * (precision + 1);
        }
    }

    private void huffmanTables(int from, int end) throws MalformedFrame {
        for (int at = from; at < end; ) {
            int kind = bytes.u8(at) >> 4;
            int table = bytes.u8(at) & 15;
            require(kind <= 1 && table <= 3, at, "Huffman table " + bytes.u8(at));
            int count = HuffmanTable.symbolCount(bytes, at + 1);
            require(at + 17 + count <= end, at, "Huffman table ends early");
            (kind == 0 ? dc : ac)[table] = new HuffmanTable(bytes, at + 1, kind == 1);
            at += 17 + count;
        }
    }

    /// Decodes a scan and returns where to look for the next marker.
    private int scan(int at, int end) throws MalformedFrame {
        require(frame != null, at, "scan before frame");
        var scan = ScanHeader.read(bytes, at, frame, dc, ac, restartInterval);
        var reader = new EntropyReader(bytes.data());
        reader.start(end);
        switch (frame.process()) {
            case BASELINE, EXTENDED ->
                    new SequentialScan(frame, scan, reader, quantization).decode(at);
            case PROGRESSIVE -> new ProgressiveScan(frame, scan, reader).decode(at);
            case LOSSLESS -> {
                if (lossless == null) {
                    lossless = new byte[format.frameBytes()];
                }
                new LosslessScan(frame, scan, reader).decode(at, lossless, format);
            }
        }
        return reader.position();
    }

    private byte[] assemble(int at) throws MalformedFrame {
        if (lossless != null) {
            return lossless;
        }
        if (frame.process() == FrameHeader.Process.PROGRESSIVE) {
            for (var component : frame.components()) {
                ProgressiveScan.reconstruct(component, steps(component, at), frame.precision());
            }
        }
        var decoded = new byte[format.frameBytes()];
        int samples = format.samplesPerPixel();
        var row = new int[frame.columns()];
        for (var component : frame.components()) {
            var upsampling = new Upsampling(component, frame);
            for (int y = 0; y < frame.rows(); y++) {
                upsampling.row(y, row);
                int first = y * frame.columns() * samples + component.index;
                Samples.store(row, 0, row.length, decoded, first, samples, format.bytesPerSample());
            }
        }
        return decoded;
    }

    private int[] steps(Component component, int at) throws MalformedFrame {
        var steps = quantization[component.quantizationTable];
        require(steps != null, at, "quantization table of component " + component.id);
        return steps;
    }
}
