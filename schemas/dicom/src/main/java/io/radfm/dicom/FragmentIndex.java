// SPDX-License-Identifier: Apache-2.0
package io.radfm.dicom;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Where the fragments of encapsulated Pixel Data lie (PS3.5 §A.4): a Basic Offset Table, which may
/// be empty, then fragments, then a sequence delimiter.
///
/// @param table the Basic Offset Table's entries, unsigned; empty when it is
/// @param base offset of the first fragment's item, from which tables count
/// @param offsets of the fragments' bytes
/// @param lengths of the fragments
/// @param truncated the delimiter never came, or a fragment ended early
record FragmentIndex(long[] table, long base, long[] offsets, int[] lengths, boolean truncated) {
    private static final int ITEM_HEADER = 8;

    /// Counts what is loaded against the limits.
    interface Meter {
        void add(long bytes, long at) throws MalformedDicom;
    }

    static FragmentIndex read(Input in, boolean bigEndian, Limits limits) throws IOException {
        var table = table(in, bigEndian, limits);
        long base = in.position();
        var offsets = new long[16];
        var lengths = new int[16];
        int count = 0;
        boolean truncated = false;
        while (true) {
            if (!in.has(ITEM_HEADER)) {
                truncated = true;
                break;
            }
            long length = fragment(in, bigEndian);
            if (length < 0) {
                break;
            }
            if (count == limits.fragments()) {
                throw new MalformedDicom(
                        in.position(), "more fragments than " + limits.fragments());
            }
            if (count == offsets.length) {
                offsets = Arrays.copyOf(offsets, 2 * count);
                lengths = Arrays.copyOf(lengths, 2 * count);
            }
            offsets[count] = in.position();
            lengths[count++] = (int) in.skip(length);
            truncated |= lengths[count - 1] < length;
        }
        return new FragmentIndex(
                table,
                base,
                Arrays.copyOf(offsets, count),
                Arrays.copyOf(lengths, count),
                truncated);
    }

    /// The fragments themselves, offset table first: for an icon inside a sequence.
    static List<byte[]> load(Input in, boolean bigEndian, Limits limits, Meter meter)
            throws IOException {
        var fragments = new ArrayList<byte[]>();
        while (true) {
            long length = fragment(in, bigEndian);
            if (length < 0) {
                return fragments;
            }
            if (length > limits.valueBytes() || fragments.size() >= limits.fragments()) {
                throw new MalformedDicom(in.position(), "a fragment of " + length + " bytes");
            }
            meter.add(length + ITEM_HEADER, in.position());
            fragments.add(in.read((int) length));
        }
    }

    private static long[] table(Input in, boolean bigEndian, Limits limits) throws IOException {
        long length = fragment(in, bigEndian);
        if (length <= 0) {
            return new long[0];
        }
        if (length > 4L * limits.fragments()) {
            throw new MalformedDicom(in.position(), "an offset table of " + length + " bytes");
        }
        var entries =
                ByteBuffer.wrap(in.read((int) length)).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer();
        var table = new long[entries.remaining()];
        for (int i = 0; i < table.length; i++) {
            table[i] = entries.get(i) & 0xFFFFFFFFL;
        }
        return table;
    }

    /// Passes over an item's header; its length, or -1 at the delimiter.
    private static long fragment(Input in, boolean bigEndian) throws IOException {
        var header = ElementHeader.peek(in, true, bigEndian);
        long at = in.position();
        if (header.tag() == Tag.ITEM && header.length() <= Integer.MAX_VALUE) {
            in.advance(header.bytes());
            return header.length();
        }
        if (header.vr() == null && header.tag() != Tag.ITEM) {
            in.advance(header.bytes());
            return -1;
        }
        throw new MalformedDicom(at, Tag.format(header.tag()) + " where a fragment should begin");
    }
}
