// SPDX-License-Identifier: Apache-2.0
package io.radfm.dicom;

import java.io.IOException;

/// Pixel Data as plain samples (PS3.5 §8.1, §8.2).
///
/// @param offset of the value in `source`
/// @param length of what is there; `truncated` when the element declares more
/// @param frameBits bits of a frame: frames of 1-bit samples need not start at a byte
/// @param unitBytes bytes of the word that big endian reversed; 1 when there is nothing to reverse
public record NativePixelData(
        ByteSource source,
        long offset,
        long length,
        Vr vr,
        int frames,
        long frameBits,
        int unitBytes,
        boolean truncated)
        implements PixelData {
    /// Bits of a pixel; with rows and columns below 65,536 a frame's bits stay below 2⁴⁸.
    private static final long MOST_BITS = 0xFFFF;

    static NativePixelData of(
            ByteSource source,
            long offset,
            long length,
            boolean truncated,
            Vr vr,
            DataSet dataSet,
            boolean bigEndian) {
        long allocated = unsigned(dataSet, Tag.BITS_ALLOCATED, 8 * Math.max(1, vr.unitBytes()));
        long samples = unsigned(dataSet, Tag.SAMPLES_PER_PIXEL, 1);
        if (dataSet.string(Tag.PHOTOMETRIC_INTERPRETATION).orElse("").endsWith("_422")) {
            samples = 2; // two luminance samples share a blue and a red one
        }
        long pixels = unsigned(dataSet, Tag.ROWS, 0) * unsigned(dataSet, Tag.COLUMNS, 0);
        long bits = samples * allocated > MOST_BITS ? 0 : pixels * (samples * allocated);
        int unit = bigEndian ? vr.unitBytes() : 1;
        return new NativePixelData(
                source,
                offset,
                length,
                vr,
                Math.max(1, dataSet.integer(Tag.NUMBER_OF_FRAMES).orElse(1)),
                bits,
                unit == 2 && allocated > 16 ? (int) allocated / 8 : unit,
                truncated);
    }

    /// As US holds it, whatever VR it came with; anything else makes a frame of no size.
    private static long unsigned(DataSet dataSet, int tag, int otherwise) {
        int value = dataSet.integer(tag).orElse(otherwise);
        return value >= 0 && value <= 0xFFFF ? value : 0;
    }

    @Override
    public byte[] frame(int index) throws IOException {
        if (index < 0 || index >= frames) {
            throw new IndexOutOfBoundsException("frame " + index + " of " + frames);
        }
        long bytes = (frameBits + 7) / 8;
        if (frameBits == 0 || index >= 8 * length / frameBits || bytes > Integer.MAX_VALUE - 16) {
            throw new MalformedDicom(
                    offset + length,
                    "frame %d of %d bytes is not within the %d bytes of Pixel Data"
                            .formatted(index, bytes, length));
        }
        long first = frameBits * index;
        long from = first / 8;
        int shift = (int) (first % 8);
        long span = (shift + frameBits + 7) / 8;
        // words of a big-endian frame need not start with the frame (8-bit samples in OW)
        long start = from / unitBytes * unitBytes;
        long end = Math.min(length, (from + span + unitBytes - 1) / unitBytes * unitBytes);
        var words = Sources.read(source, offset + start, (int) (end - start));
        ByteOrders.reverse(words, unitBytes);
        return bits(words, (int) (from - start), shift, (int) bytes);
    }

    private byte[] bits(byte[] words, int from, int shift, int bytes) {
        if (from == 0 && shift == 0 && words.length == bytes) {
            return words;
        }
        var frame = new byte[bytes];
        for (int i = 0; i < bytes; i++) {
            int low = (words[from + i] & 0xFF) >>> shift;
            int high =
                    shift > 0 && from + i + 1 < words.length ? words[from + i + 1] << 8 - shift : 0;
            frame[i] = (byte) (low | high);
        }
        int used = (int) (frameBits % 8);
        if (used != 0) {
            frame[bytes - 1] &= (byte) ((1 << used) - 1);
        }
        return frame;
    }
}
