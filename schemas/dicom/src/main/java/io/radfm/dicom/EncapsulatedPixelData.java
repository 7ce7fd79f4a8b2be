// SPDX-License-Identifier: Apache-2.0
package io.radfm.dicom;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Pixel Data as fragments (PS3.5 §A.4). Which of them make a frame is told, in this order, by the
/// number of frames, the Extended Offset Table, the Basic Offset Table, or the codec's own marks.
public record EncapsulatedPixelData(
        ByteSource source, Fragments fragments, int frames, boolean truncated)
        implements PixelData {

    /// First fragment of each frame, with one more entry for the end; empty when nothing tells.
    public record Fragments(long[] offsets, int[] lengths, int[] frameStarts) {}

    static EncapsulatedPixelData of(ByteSource source, FragmentIndex fragments, DataSet dataSet)
            throws IOException {
        int frames = Math.max(1, dataSet.integer(Tag.NUMBER_OF_FRAMES).orElse(1));
        var starts = starts(source, fragments, dataSet, frames);
        return new EncapsulatedPixelData(
                source,
                new Fragments(fragments.offsets(), fragments.lengths(), starts),
                frames,
                fragments.truncated());
    }

    private static int[] starts(
            ByteSource source, FragmentIndex fragments, DataSet dataSet, int frames)
            throws IOException {
        int count = fragments.offsets().length;
        if (frames == 1) {
            return new int[] {0, count};
        }
        if (count == frames || fragments.truncated() && count < frames) {
            return oneEach(count);
        }
        var extended = longs(dataSet.bytes(Tag.EXTENDED_OFFSET_TABLE).orElse(new byte[0]));
        for (var table : new long[][] {extended, fragments.table()}) {
            if (table.length == frames) {
                var starts = byTable(table, fragments);
                if (starts.length > 0) {
                    return starts;
                }
            }
        }
        return byMarks(source, fragments, frames);
    }

    private static int[] oneEach(int count) {
        var starts = new int[count + 1];
        Arrays.setAll(starts, i -> i);
        return starts;
    }

    private static long[] longs(byte[] bytes) {
        var values = new long[bytes.length / 8];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().get(values);
        return values;
    }

    private static int[] byTable(long[] table, FragmentIndex fragments) {
        var starts = new int[table.length + 1];
        for (int frame = 0; frame < table.length; frame++) {
            // an entry counts from the first fragment's item to this one's, whose bytes begin 8
            // later
            int at = Arrays.binarySearch(fragments.offsets(), fragments.base() + table[frame] + 8);
            if (at < 0 || frame > 0 && at <= starts[frame - 1]) {
                return new int[0];
            }
            starts[frame] = at;
        }
        starts[table.length] = fragments.offsets().length;
        return starts;
    }

    /// JPEG family frames begin with a start-of-image mark: `FF D8`, in JPEG 2000 `FF 4F`.
    private static int[] byMarks(ByteSource source, FragmentIndex fragments, int frames)
            throws IOException {
        if (frames > fragments.offsets().length) {
            return new int
                    [0]; // each frame has a fragment of its own; Number of Frames may claim any
        }
        var starts = new int[frames + 1];
        int found = 0;
        for (int i = 0; i < fragments.offsets().length; i++) {
            if (fragments.lengths()[i] < 2) {
                continue;
            }
            var mark = Sources.read(source, fragments.offsets()[i], 2);
            boolean begins = mark[0] == (byte) 0xFF && (mark[1] == (byte) 0xD8 || mark[1] == 0x4F);
            if (begins) {
                if (found == frames) {
                    return new int[0];
                }
                starts[found++] = i;
            }
        }
        starts[frames] = fragments.offsets().length;
        return found == frames ? starts : new int[0];
    }

    @Override
    public byte[] frame(int frame) throws IOException {
        if (frame < 0 || frame >= frames) {
            throw new IndexOutOfBoundsException("frame " + frame + " of " + frames);
        }
        var starts = fragments.frameStarts();
        if (frame + 1 >= starts.length) {
            throw new MalformedDicom(
                    fragments.offsets().length == 0 ? 0 : fragments.offsets()[0],
                    starts.length == 0
                            ? "nothing tells where frame " + frame + " begins"
                            : "frame " + frame + " is missing");
        }
        long bytes = 0;
        for (int i = starts[frame]; i < starts[frame + 1]; i++) {
            bytes += fragments.lengths()[i];
        }
        if (bytes > Integer.MAX_VALUE - 16) {
            throw new MalformedDicom(
                    fragments.offsets()[starts[frame]], "a frame of " + bytes + " bytes");
        }
        var joined = new byte[(int) bytes];
        int at = 0;
        for (int i = starts[frame]; i < starts[frame + 1]; i++) {
            Sources.read(source, fragments.offsets()[i], joined, at, fragments.lengths()[i]);
            at += fragments.lengths()[i];
        }
        return joined;
    }

    /// Counts only.
    @Override
    public String toString() {
        return frames + " frames in " + fragments.lengths().length + " fragments";
    }
}
