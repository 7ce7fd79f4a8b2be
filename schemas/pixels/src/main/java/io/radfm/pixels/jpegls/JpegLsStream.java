// SPDX-License-Identifier: Apache-2.0
package io.radfm.pixels.jpegls;

import static io.radfm.pixels.MalformedFrame.require;

import io.radfm.pixels.FrameFormat;
import io.radfm.pixels.MalformedFrame;
import io.radfm.pixels.bytes.Bytes;
import io.radfm.pixels.bytes.Samples;

/// One stream while it is decoded: SOI, segments, and scans until every component had its own (T.87
/// §C.1).
final class JpegLsStream {
    private static final int SOI = 0xD8;
    private static final int EOI = 0xD9;
    private static final int SOS = 0xDA;
    private static final int DRI = 0xDD;
    private static final int SOF55 = 0xF7;
    private static final int LSE = 0xF8;
    private static final int APP8 = 0xE8;

    private final Bytes bytes;
    private final FrameFormat format;
    private Presets presets = Presets.NONE;
    private FrameHeader frame;
    private byte[] decoded;
    private int scanned; // one bit per sample of a pixel

    JpegLsStream(Bytes bytes, FrameFormat format) {
        this.bytes = bytes;
        this.format = format;
    }

    byte[] decode() throws MalformedFrame {
        require(bytes.u16(0) == 0xFF00 + SOI, 0, "no JPEG-LS start of image");
        int all = (1 << format.samplesPerPixel()) - 1;
        int at = 2;
        while (scanned != all) {
            at = nextMarker(at);
            int marker = bytes.u8(at - 1);
            require(marker != EOI, at, "end of image before its last component");
            int length = bytes.u16(at);
            require(length >= 2, at, "segment length " + length);
            bytes.has(at, length);
            int end = at + length;
            at = marker == SOS ? scan(at, end) : segment(marker, at, end);
        }
        return decoded;
    }

    private int nextMarker(int from) throws MalformedFrame {
        int at = from;
        while (bytes.u8(at) != 0xFF || bytes.u8(at + 1) < 0x80 || bytes.u8(at + 1) == 0xFF) {
            at++;
        }
        return at + 2;
    }

    private int segment(int marker, int at, int end) throws MalformedFrame {
        switch (marker) {
            case SOF55 -> {
                require(frame == null, at, "a second JPEG-LS frame");
                frame = FrameHeader.read(bytes, at, format);
            }
            case LSE -> {
                int type = bytes.u8(at + 2);
                require(type == 1, at, "JPEG-LS parameters of type " + type);
                presets = Presets.read(bytes, at);
            }
            case DRI -> require(bytes.u16(at + 2) == 0, at, "restart interval");
            case APP8 -> {
                // the colour transforms of a well-known encoder, which DICOM does not allow
                boolean transform =
                        end - at == 7
                                && bytes.u32(at + 2) == 0x6D72_6678L // "mrfx"
                                && bytes.u8(at + 6) != 0;
                require(!transform, at, "colour transform");
            }
            default ->
                    require(
                            marker < 0xC0 || marker > 0xCF || marker == 0xC8,
                            at,
                            "JPEG process SOF" + (marker - 0xC0) + " in JPEG-LS");
        }
        return end;
    }

    /// Decodes the scan whose header's length field is at `at` (§C.2.3).
    private int scan(int at, int end) throws MalformedFrame {
        require(frame != null, at, "scan before frame");
        int count = bytes.u8(at + 2);
        require(count >= 1 && count <= 4, at + 2, "scan of " + count + " components");
        require(end - at == 6 + 2 * count, at, "scan header of " + (end - at) + " bytes");
        var samples = new int[count];
        for (int i = 0; i < count; i++) {
            int field = at + 3 + 2 * i;
            samples[i] = frame.sample(bytes.u8(field), field);
            require((scanned & 1 << samples[i]) == 0, field, "a second scan of a component");
            require(bytes.u8(field + 1) == 0, field + 1, "mapping table");
            scanned |= 1 << samples[i];
        }
        int near = bytes.u8(end - 3);
        int interleave = bytes.u8(end - 2);
        require(interleave <= 2, end - 2, "interleave mode " + interleave);
        require(interleave > 0 || count == 1, end - 2, "components not interleaved");
        require(bytes.u8(end - 1) == 0, end - 1, "point transform");

        var reader = new BitReader(bytes.data(), end);
        var modeler = new Modeler(presets.complete(frame.precision(), near, at), reader);
        int columns = format.columns();
        var scan =
                interleave == 2 && count > 1
                        ? new PixelScan(modeler, columns, count)
                        : new LineScan(modeler, columns, count);
        rows(scan, reader, samples);
        return reader.position();
    }

    private void rows(Scan scan, BitReader reader, int[] samples) throws MalformedFrame {
        if (decoded == null) {
            decoded = new byte[format.frameBytes()];
        }
        int perPixel = format.samplesPerPixel();
        for (int y = 0; y < format.rows(); y++) {
            var rows = scan.nextRow();
            reader.checkNotExhausted();
            for (int i = 0; i < samples.length; i++) {
                int first = y * format.columns() * perPixel + samples[i];
                Samples.store(
                        rows[i],
                        1,
                        format.columns(),
                        decoded,
                        first,
                        perPixel,
                        format.bytesPerSample());
            }
        }
    }
}
