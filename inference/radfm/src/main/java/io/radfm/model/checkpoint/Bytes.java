// SPDX-License-Identifier: Apache-2.0
package io.radfm.model.checkpoint;

import io.radfm.model.MalformedModel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// Little-endian numbers read from a mapped file, each checked against its end.
record Bytes(String file, MemorySegment segment) {
    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    long size() {
        return segment.byteSize();
    }

    int u8(long at) throws MalformedModel {
        return slice(at, 1).get(ValueLayout.JAVA_BYTE, 0) & 0xff;
    }

    int u16(long at) throws MalformedModel {
        return slice(at, 2).get(SHORT, 0) & 0xffff;
    }

    int i32(long at) throws MalformedModel {
        return slice(at, 4).get(INT, 0);
    }

    long u32(long at) throws MalformedModel {
        return Integer.toUnsignedLong(i32(at));
    }

    /// A 64-bit number that is an offset or length: never negative.
    long u63(long at) throws MalformedModel {
        long value = i64(at);
        require(value >= 0, at, "number of more than 63 bits");
        return value;
    }

    long i64(long at) throws MalformedModel {
        return slice(at, 8).get(LONG, 0);
    }

    String utf8(long at, long length) throws MalformedModel {
        return new String(slice(at, length).toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
    }

    MemorySegment slice(long at, long length) throws MalformedModel {
        require(
                at >= 0 && length >= 0 && at <= size() && length <= size() - at,
                at,
                "the file ends before " + length + " more bytes");
        return segment.asSlice(at, length);
    }

    void require(boolean condition, long at, String what) throws MalformedModel {
        if (!condition) {
            throw new MalformedModel(file, at, what);
        }
    }
}
