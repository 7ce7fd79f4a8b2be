// SPDX-License-Identifier: Apache-2.0
package io.radfm.pixels.image;

/// A table from stored values to others: modality LUT, VOI LUT or one colour of a palette (PS3.3
/// C.11.1.1, C.11.2.1.1, C.7.6.3.1.5). Values below the first mapped one take the first entry,
/// those above the last take the last.
final class LookupTable {
    private final int first;
    private final int bits;
    private final int[] entries;

    LookupTable(int first, int bits, int[] entries) {
        this.first = first;
        this.bits = bits;
        this.entries = entries;
    }

    /// Three numbers: how many entries (0 stands for 65536), the first value mapped, bits per
    /// entry.
    record Descriptor(int entries, int first, int bits) {

        /// The first mapped value is signed where the values looked up are, or where its VR (SS)
        /// is.
        static Descriptor of(int[] values, boolean signed) throws UnusableImage {
            if (values.length != 3) {
                throw new UnusableImage("LUT Descriptor has " + values.length + " values, not 3");
            }
            int count = values[0] & 0xFFFF;
            int first = signed || values[1] < 0 ? (short) values[1] : values[1] & 0xFFFF;
            int bits = values[2] & 0xFFFF;
            if (bits < 1 || bits > 16) {
                throw new UnusableImage("LUT Descriptor names " + bits + " bits per entry");
            }
            return new Descriptor(count == 0 ? 65536 : count, first, bits);
        }
    }

    /// LUT Data as stored, little endian: a byte per entry where there are only as many bytes as
    /// entries (an OB, or 8-bit entries packed in words), else a word.
    static LookupTable of(Descriptor descriptor, byte[] data) throws UnusableImage {
        int count = descriptor.entries();
        boolean words = data.length >= 2 * count;
        if (!words && data.length < count) {
            throw new UnusableImage(
                    "LUT Data has " + data.length + " bytes for " + count + " entries");
        }
        var entries = new int[count];
        for (int i = 0; i < count; i++) {
            entries[i] =
                    words ? (data[2 * i] & 0xFF) | (data[2 * i + 1] & 0xFF) << 8 : data[i] & 0xFF;
        }
        return new LookupTable(
                descriptor.first(),
                words ? descriptor.bits() : Math.min(8, descriptor.bits()),
                entries);
    }

    int apply(double value) {
        double index = value - first;
        int last = entries.length - 1;
        return entries[index >= last ? last : index > 0 ? (int) index : 0];
    }

    /// The largest value an entry can have.
    int white() {
        return (1 << bits) - 1;
    }

    int size() {
        return entries.length;
    }

    /// Each entry on 8 bits, one table in place of shifts per pixel. Entries that say they have 16
    /// bits but never pass 255 are taken as they are: such palettes are common.
    byte[] eightBit() {
        int max = 0;
        for (int entry : entries) {
            max = Math.max(max, entry);
        }
        int shift = bits > 8 && max > 255 ? bits - 8 : 0;
        var bytes = new byte[entries.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Math.min(255, entries[i] >> shift);
        }
        return bytes;
    }

    int first() {
        return first;
    }
}
