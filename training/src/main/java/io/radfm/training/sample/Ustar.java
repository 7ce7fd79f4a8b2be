// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.sample;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Plain POSIX `ustar` (IEEE 1003.1), of regular files alone: blocks of 512 bytes, a header before
/// each file, two blocks of zeros at the end. Time, owner and group are always the same, so equal
/// files make equal archives.
///
/// ```
///    0 name 100 · mode 8 · uid 8 · gid 8 · size 12 · mtime 12 · checksum 8 · type 1
///  157 link 100 · "ustar" 0 "00" · owner 32 · group 32 · device 8 + 8 · prefix 155
/// ```
final class Ustar {
    static final int BLOCK = 512;

    /// Both blocks of the end.
    static final int END = 2 * BLOCK;

    private static final int NAME = 100;
    private static final int SIZE = 124;
    private static final int CHECKSUM = 148;
    private static final int TYPE = 156;
    private static final int MAGIC = 257;
    private static final int PREFIX = 345;
    private static final byte[] USTAR = {'u', 's', 't', 'a', 'r', 0, '0', '0'};

    private Ustar() {}

    /// A file of an archive.
    ///
    /// @param at where its bytes begin
    record Entry(String name, long at, long bytes) {
        /// Where the next header begins.
        long next() {
            return at + padded(bytes);
        }
    }

    static long padded(long bytes) {
        return Math.ceilDiv(bytes, (long) BLOCK) * BLOCK;
    }

    static ByteBuffer header(String name, long bytes) {
        var header = ByteBuffer.allocate(BLOCK);
        var ascii = name.getBytes(StandardCharsets.US_ASCII);
        if (ascii.length >= NAME) {
            throw new IllegalArgumentException("a name of " + ascii.length + " bytes");
        }
        header.put(0, ascii);
        put(header, 100, "0000644");
        put(header, 108, "0000000");
        put(header, 116, "0000000");
        put(header, SIZE, "%011o".formatted(bytes));
        put(header, 136, "00000000000");
        header.put(TYPE, (byte) '0');
        header.put(MAGIC, USTAR);
        put(header, 329, "0000000");
        put(header, 337, "0000000");
        put(header, CHECKSUM, "%06o".formatted(checksum(header)));
        header.put(CHECKSUM + 7, (byte) ' ');
        return header;
    }

    private static void put(ByteBuffer header, int at, String text) {
        header.put(at, text.getBytes(StandardCharsets.US_ASCII));
    }

    /// The sum of all bytes, those of the sum itself taken for spaces.
    private static int checksum(ByteBuffer header) {
        int sum = 0;
        for (int i = 0; i < BLOCK; i++) {
            boolean own = i >= CHECKSUM && i < CHECKSUM + 8;
            sum += own ? ' ' : header.get(i) & 0xFF;
        }
        return sum;
    }

    /// The file whose header is at an offset.
    ///
    /// @return empty at the archive's end
    static Optional<Entry> entry(FileChannel archive, String where, long at) throws IOException {
        var header = read(archive, where, at, BLOCK);
        if (zeros(header)) {
            require(
                    zeros(read(archive, where, at + BLOCK, BLOCK)),
                    where,
                    at,
                    "a lone empty block");
            return Optional.empty();
        }
        for (int i = 0; i < USTAR.length; i++) {
            require(header.get(MAGIC + i) == USTAR[i], where, at, "no ustar header");
        }
        require(octal(header, CHECKSUM, 8) == checksum(header), where, at, "checksum of a header");
        byte type = header.get(TYPE);
        require(type == '0' || type == 0, where, at, "not a regular file");
        require(header.get(PREFIX) == 0, where, at, "a folder");
        long bytes = octal(header, SIZE, 12);
        require(
                bytes >= 0 && bytes <= archive.size() - at - BLOCK,
                where,
                at,
                "longer than the archive");
        return Optional.of(new Entry(text(header, where, at), at + BLOCK, bytes));
    }

    private static String text(ByteBuffer header, String where, long at) throws IOException {
        int length = 0;
        while (length < NAME && header.get(length) != 0) {
            byte c = header.get(length++);
            require(c > ' ' && c < 0x7F, where, at, "name of a file");
        }
        return new String(header.array(), 0, length, StandardCharsets.US_ASCII);
    }

    /// @return -1 when it is no octal number
    private static long octal(ByteBuffer header, int at, int length) {
        long value = 0;
        int digits = 0;
        for (int i = at; i < at + length; i++) {
            byte c = header.get(i);
            if (c >= '0' && c <= '7') {
                value = value * 8 + (c - '0');
                digits++;
            } else if (c == 0 || c == ' ') {
                break;
            } else {
                return -1;
            }
        }
        return digits > 0 ? value : -1;
    }

    private static boolean zeros(ByteBuffer block) {
        for (int i = 0; i < BLOCK; i++) {
            if (block.get(i) != 0) {
                return false;
            }
        }
        return true;
    }

    /// So many bytes from an offset, all of them.
    static ByteBuffer read(FileChannel archive, String where, long at, int length)
            throws IOException {
        require(archive.size() - at >= length, where, at, "the archive ends early");
        var bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining()) {
            require(
                    archive.read(bytes, at + bytes.position()) >= 0,
                    where,
                    at,
                    "the archive ends early");
        }
        return bytes.flip();
    }

    private static void require(boolean holds, String where, long at, String what)
            throws MalformedDataSet {
        if (!holds) {
            throw new MalformedDataSet(where, at, what);
        }
    }
}
