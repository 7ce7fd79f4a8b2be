// SPDX-License-Identifier: Apache-2.0
package io.radfm.dicom;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/// Bytes in order, each with its offset, through a small buffer.
///
/// Nothing is allocated for a length that only the bytes claim: where the end is known, lengths are
/// held against it first; where it is not, room grows with what arrives.
abstract sealed class Input {
    private static final int CHUNK = 1 << 20;

    private final byte[] buffer = new byte[16 << 10];
    private int at;
    private int end;

    /// Offset of the buffer's first byte.
    private long base;

    static Input of(ByteSource source, long from) throws IOException {
        return new Positioned(source, from);
    }

    static Input of(InputStream stream) {
        return new Sequential(stream);
    }

    /// Reads on into the buffer; -1 at the end.
    abstract int fill(byte[] into, int offset, int length) throws IOException;

    /// Passes over bytes that are not in the buffer; how many there were, at most `count`.
    abstract long jump(long count) throws IOException;

    /// Bytes that surely follow, where the end is known; `Long.MAX_VALUE` where it is not.
    abstract long left() throws IOException;

    final long position() {
        return base + at;
    }

    /// Whether so many bytes follow; at most the buffer's size.
    final boolean has(int count) throws IOException {
        if (end - at >= count) {
            return true;
        }
        System.arraycopy(buffer, at, buffer, 0, end - at);
        base += at;
        end -= at;
        at = 0;
        while (end < count) {
            int more = fill(buffer, end, buffer.length - end);
            if (more < 0) {
                return false;
            }
            end += more;
        }
        return true;
    }

    /// How many of the next `count` bytes there are.
    final int available(int count) throws IOException {
        return has(count) ? count : end - at;
    }

    /// The byte this far ahead; only after [#has].
    final int peek(int ahead) {
        return buffer[at + ahead] & 0xFF;
    }

    final int peekShort(int ahead, boolean bigEndian) {
        int first = peek(ahead);
        int second = peek(ahead + 1);
        return bigEndian ? first << 8 | second : second << 8 | first;
    }

    final int peekInt(int ahead, boolean bigEndian) {
        int first = peekShort(ahead, bigEndian);
        int second = peekShort(ahead + 2, bigEndian);
        return bigEndian ? first << 16 | second : second << 16 | first;
    }

    final int peekTag(int ahead, boolean bigEndian) {
        return peekShort(ahead, bigEndian) << 16 | peekShort(ahead + 2, bigEndian);
    }

    /// Passes over bytes that [#has] has seen.
    final void advance(int count) {
        at += count;
    }

    /// Bytes to come, as far as anyone knows.
    final long remaining() throws IOException {
        long beyond = left();
        return beyond == Long.MAX_VALUE ? beyond : beyond + end - at;
    }

    /// Exactly so many bytes.
    final byte[] read(int count) throws IOException {
        if (count > remaining()) {
            throw new MalformedDicom(position(), "ends within a value of " + count + " bytes");
        }
        var bytes = new byte[Math.min(count, Math.max(CHUNK, end - at))];
        int done = Math.min(count, end - at);
        System.arraycopy(buffer, at, bytes, 0, done);
        at += done;
        while (done < count) {
            if (done == bytes.length) {
                bytes = Arrays.copyOf(bytes, (int) Math.min(count, 2L * done));
            }
            int more = fill(bytes, done, bytes.length - done);
            if (more < 0) {
                throw new MalformedDicom(
                        position() + done, "ends within a value of " + count + " bytes");
            }
            done += more;
            base += more;
        }
        return bytes;
    }

    /// What is to come, as a stream.
    final InputStream rest() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                var one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                if (length == 0) {
                    return 0;
                }
                if (!has(1)) {
                    return -1;
                }
                int taken = Math.min(length, end - at);
                System.arraycopy(buffer, at, into, offset, taken);
                at += taken;
                return taken;
            }
        };
    }

    /// Passes over so many bytes, or to the end; how many there were.
    final long skip(long count) throws IOException {
        int buffered = (int) Math.min(count, end - at);
        at += buffered;
        if (buffered == count) {
            return count;
        }
        base += at;
        at = 0;
        end = 0;
        long jumped = jump(count - buffered);
        base += jumped;
        return buffered + jumped;
    }

    private static final class Positioned extends Input {
        private final ByteSource source;
        private final long size;
        private long next;

        Positioned(ByteSource source, long from) throws IOException {
            this.source = source;
            this.size = source.size();
            this.next = from;
            super.base = from;
        }

        @Override
        int fill(byte[] into, int offset, int length) throws IOException {
            int taken = source.read(next, into, offset, length);
            next += Math.max(0, taken);
            return taken;
        }

        @Override
        long jump(long count) {
            long jumped = Math.min(count, left());
            next += jumped;
            return jumped;
        }

        @Override
        long left() {
            return Math.max(0, size - next);
        }
    }

    private static final class Sequential extends Input {
        private final InputStream stream;

        Sequential(InputStream stream) {
            this.stream = stream;
        }

        @Override
        int fill(byte[] into, int offset, int length) throws IOException {
            return stream.read(into, offset, length);
        }

        @Override
        long jump(long count) throws IOException {
            var scratch = super.buffer;
            long jumped = 0;
            while (jumped < count) {
                int more = stream.read(scratch, 0, (int) Math.min(scratch.length, count - jumped));
                if (more < 0) {
                    break;
                }
                jumped += more;
            }
            return jumped;
        }

        @Override
        long left() {
            return Long.MAX_VALUE;
        }
    }
}
