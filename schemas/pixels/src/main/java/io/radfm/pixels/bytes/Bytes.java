// SPDX-License-Identifier: Apache-2.0
package io.radfm.pixels.bytes;

import io.radfm.pixels.MalformedFrame;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// An encoded frame read by offset, big endian, as all JPEG standards write their fields. Reading
/// past the end is a [MalformedFrame] at the end.
public record Bytes(byte[] data) {
    public static Bytes of(MemorySegment encoded) throws MalformedFrame {
        MalformedFrame.require(
                encoded.byteSize() <= 1 << 30, 0, "encoded frame of " + encoded.byteSize());
        return new Bytes(encoded.toArray(ValueLayout.JAVA_BYTE));
    }

    public int length() {
        return data.length;
    }

    public int u8(int at) throws MalformedFrame {
        has(at, 1);
        return data[at] & 0xFF;
    }

    public int u16(int at) throws MalformedFrame {
        has(at, 2);
        return (data[at] & 0xFF) << 8 | data[at + 1] & 0xFF;
    }

    public long u32(int at) throws MalformedFrame {
        return (long) u16(at) << 16 | u16(at + 2);
    }

    /// A 32-bit field that must be a size this decoder can hold: 0 to 2^31 - 1.
    public int size32(int at, String field) throws MalformedFrame {
        long value = u32(at);
        MalformedFrame.require(value <= Integer.MAX_VALUE, at, field + " is " + value);
        return (int) value;
    }

    /// Refuses a field of this many bytes when the stream ends inside it.
    public void has(int at, int count) throws MalformedFrame {
        if (at < 0 || count < 0 || at > data.length - count) {
            throw new MalformedFrame(data.length, "stream ends early");
        }
    }
}
