// SPDX-License-Identifier: Apache-2.0
package io.radfm.model.checkpoint;

import io.radfm.model.MalformedModel;

import java.util.LinkedHashMap;
import java.util.Map;

/// Where the entries of a zip archive lie, read from its central directory (APPNOTE.TXT 4.3.12 to
/// 4.3.16, Zip64 included), so that a tensor can be used in place in the mapped file.
///
/// Refuses what torch never writes: compressed or encrypted entries, several disks, two entries of
/// one name, entries that do not lie inside the file.
final class ZipDirectory {
    private static final int LOCAL = 0x04034b50;
    private static final int CENTRAL = 0x02014b50;
    private static final int END = 0x06054b50;
    private static final int END64 = 0x06064b50;
    private static final int LOCATOR64 = 0x07064b50;
    private static final int END_BYTES = 22;
    private static final int MAX_COMMENT = 0xffff;
    private static final int MAX_ENTRIES = 1_000_000;
    private static final int ZIP64_EXTRA = 1;
    private static final long IN_ZIP64 = 0xffff_ffffL;

    /// The bytes of one stored entry, from the start of the file.
    record Entry(long offset, long length) {}

    private ZipDirectory() {}

    static Map<String, Entry> read(Bytes file) throws MalformedModel {
        long end = findEnd(file);
        long entries = file.u16(end + 10);
        long at = file.u32(end + 16);
        if (end >= 20 && file.i32(end - 20) == LOCATOR64) {
            long end64 = file.u63(end - 12);
            file.require(file.i32(end64) == END64, end64, "no Zip64 end of central directory");
            entries = file.u63(end64 + 32);
            at = file.u63(end64 + 48);
        }
        file.require(entries <= MAX_ENTRIES, end, entries + " entries");

        var found = new LinkedHashMap<String, Entry>();
        for (long i = 0; i < entries; i++) {
            file.require(file.i32(at) == CENTRAL, at, "no central directory header");
            int nameLength = file.u16(at + 28);
            int extraLength = file.u16(at + 30);
            var name = file.utf8(at + 46, nameLength);
            var entry = entry(file, at, at + 46 + nameLength, extraLength);
            file.require(found.put(name, entry) == null, at, "the same entry twice: " + name);
            at += 46 + nameLength + extraLength + file.u16(at + 32);
        }
        return found;
    }

    private static long findEnd(Bytes file) throws MalformedModel {
        long last = file.size() - END_BYTES;
        for (long at = last; at >= Math.max(0, last - MAX_COMMENT); at--) {
            if (file.i32(at) == END) {
                return at;
            }
        }
        throw new MalformedModel(
                file.file(),
                Math.max(0, last),
                "no end of a zip directory: truncated, or saved before torch 1.6 (save it again)");
    }

    private static Entry entry(Bytes file, long header, long extra, int extraLength)
            throws MalformedModel {
        file.require((file.u16(header + 8) & 1) == 0, header, "encrypted entry");
        file.require(file.u16(header + 10) == 0, header, "compressed entry");
        long packed = file.u32(header + 20);
        long length = file.u32(header + 24);
        long local = file.u32(header + 42);
        for (long at = extra; at + 4 <= extra + extraLength; at += 4 + file.u16(at + 2)) {
            if (file.u16(at) == ZIP64_EXTRA) {
                long field = at + 4;
                if (length == IN_ZIP64) {
                    length = file.u63(field);
                    field += 8;
                }
                if (packed == IN_ZIP64) {
                    packed = file.u63(field);
                    field += 8;
                }
                if (local == IN_ZIP64) {
                    local = file.u63(field);
                }
            }
        }
        file.require(packed == length, header, "stored entry of two lengths");
        file.require(file.i32(local) == LOCAL, local, "no local file header");
        long offset = local + 30 + file.u16(local + 26) + file.u16(local + 28);
        file.slice(offset, length);
        return new Entry(offset, length);
    }
}
