// SPDX-License-Identifier: Apache-2.0
package io.radfm.pixels.image;

/// Segmented palette colour data, expanded (PS3.3 C.7.9.2).
///
/// ```
/// 0 discrete  length  value …              values as they are
/// 1 linear    length  end                  a line from the last value to `end`
/// 2 indirect  count   offset(low) (high)   `count` segments from that byte offset again
/// ```
///
/// Fields are bytes or words as the descriptor's bits say. Refuses a line or an indirection that
/// comes first, an indirection to an indirection, and any expansion past the descriptor's count.
final class SegmentedLut {
    private final byte[] data;
    private final int width;
    private final int[] out;
    private int written;

    private SegmentedLut(byte[] data, int width, int count) {
        this.data = data;
        this.width = width;
        this.out = new int[count];
    }

    static LookupTable expand(LookupTable.Descriptor descriptor, byte[] data) throws UnusableImage {
        var lut = new SegmentedLut(data, descriptor.bits() > 8 ? 2 : 1, descriptor.entries());
        int at = 0;
        while (lut.written < lut.out.length) {
            at = lut.segment(at, true);
        }
        return new LookupTable(descriptor.first(), descriptor.bits(), lut.out);
    }

    /// Expands the segment at this byte offset and answers the offset of the next.
    private int segment(int at, boolean mayBeIndirect) throws UnusableImage {
        int opcode = field(at);
        int length = field(at + width);
        int next = at + 2 * width;
        switch (opcode) {
            case 0 -> {
                for (int i = 0; i < length; i++, next += width) {
                    write(field(next));
                }
            }
            case 1 -> {
                require(written > 0, "a line without a start");
                int from = out[written - 1];
                int to = field(next);
                for (int i = 1; i <= length; i++) {
                    write(from + (int) Math.rint((double) (to - from) * i / length));
                }
                next += width;
            }
            case 2 -> {
                require(mayBeIndirect && written > 0, "a misplaced indirection");
                long offset = 0;
                int offsetBytes = 4;
                for (int i = 0; i < offsetBytes; i += width) {
                    offset |= (long) field(next + i) << (8 * i);
                }
                require(offset < data.length, "an indirection past the end");
                int from = (int) offset;
                for (int i = 0; i < length; i++) {
                    from = segment(from, false);
                }
                next += offsetBytes;
            }
            default -> throw new UnusableImage("segmented palette: opcode " + opcode);
        }
        require(length > 0, "an empty segment");
        return next;
    }

    private int field(int at) throws UnusableImage {
        require(at + width <= data.length, "data ends early");
        return width == 1 ? data[at] & 0xFF : (data[at] & 0xFF) | (data[at + 1] & 0xFF) << 8;
    }

    private void write(int value) throws UnusableImage {
        require(written < out.length, "more entries than described");
        out[written++] = value;
    }

    private static void require(boolean holds, String what) throws UnusableImage {
        if (!holds) {
            throw new UnusableImage("segmented palette: " + what);
        }
    }
}
