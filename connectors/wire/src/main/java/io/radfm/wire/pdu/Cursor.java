// SPDX-License-Identifier: Apache-2.0
package io.radfm.wire.pdu;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.radfm.wire.AeTitle;

import java.nio.ByteBuffer;

/// Reads a bounded stretch of a PDU and knows where in the PDU it stands.
final class Cursor {
    private final ByteBuffer bytes;
    private final int start;

    /// @param bytes big endian, positioned at `start` bytes into the PDU
    Cursor(ByteBuffer bytes, int start) {
        this.bytes = bytes.slice();
        this.start = start;
    }

    boolean hasRemaining() {
        return bytes.hasRemaining();
    }

    int remaining() {
        return bytes.remaining();
    }

    int offset() {
        return start + bytes.position();
    }

    int u8(String field) throws MalformedPdu {
        need(1, field);
        return bytes.get() & 0xFF;
    }

    int u16(String field) throws MalformedPdu {
        need(2, field);
        return bytes.getShort() & 0xFFFF;
    }

    long u32(String field) throws MalformedPdu {
        need(4, field);
        return Integer.toUnsignedLong(bytes.getInt());
    }

    void skip(int count, String field) throws MalformedPdu {
        need(count, field);
        bytes.position(bytes.position() + count);
    }

    /// A view of the next bytes.
    ByteBuffer view(long count, String field) throws MalformedPdu {
        need(count, field);
        var view = bytes.slice(bytes.position(), (int) count);
        bytes.position(bytes.position() + (int) count);
        return view;
    }

    /// The next bytes, independent of the buffer they lie in.
    ByteBuffer copy(int count, String field) throws MalformedPdu {
        return ByteBuffer.allocate(count).put(view(count, field)).flip().asReadOnlyBuffer();
    }

    Cursor part(int count, String field) throws MalformedPdu {
        int at = offset();
        return new Cursor(view(count, field), at);
    }

    String text(int count, String field) throws MalformedPdu {
        var text = new byte[count];
        view(count, field).get(text);
        return new String(text, ISO_8859_1);
    }

    /// A UID as peers send it: some pad it with NUL or space (PS3.8 Annex F). At most 64
    /// characters.
    String uid(int count, String field) throws MalformedPdu {
        int at = offset();
        var uid = text(count, field).replace('\0', ' ').strip();
        if (uid.length() > 64 || !uid.chars().allMatch(c -> c == '.' || c >= '0' && c <= '9')) {
            throw invalid(at, field + " is no UID");
        }
        return uid;
    }

    AeTitle aeTitle(String field) throws MalformedPdu {
        int at = offset();
        try {
            return new AeTitle(text(AeTitle.MAX_LENGTH, field).replace('\0', ' '));
        } catch (IllegalArgumentException e) {
            throw invalid(at, field + ": " + e.getMessage());
        }
    }

    MalformedPdu invalid(int at, String what) {
        return new MalformedPdu(at, AbortReason.INVALID_PDU_PARAMETER_VALUE, what);
    }

    private void need(long count, String field) throws MalformedPdu {
        if (count > bytes.remaining()) {
            throw invalid(
                    offset(),
                    "%s needs %d bytes, %d are left".formatted(field, count, bytes.remaining()));
        }
    }
}
