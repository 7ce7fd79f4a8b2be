// SPDX-License-Identifier: Apache-2.0
package io.radfm.wire.dimse;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.radfm.wire.pdu.AbortReason;
import io.radfm.wire.pdu.MalformedPdu;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.SortedMap;
import java.util.TreeMap;

/// The elements of group 0000, implicit VR little endian whatever the context's transfer syntax
/// (PS3.7 §6.3.1), each `group:2 element:2 length:4 value`.
final class CommandElements {
    static final int GROUP_LENGTH = 0x0000;
    static final int AFFECTED_SOP_CLASS_UID = 0x0002;
    static final int REQUESTED_SOP_CLASS_UID = 0x0003;
    static final int COMMAND_FIELD = 0x0100;
    static final int MESSAGE_ID = 0x0110;
    static final int MESSAGE_ID_BEING_RESPONDED_TO = 0x0120;
    static final int PRIORITY = 0x0700;
    static final int DATA_SET_TYPE = 0x0800;
    static final int STATUS = 0x0900;
    static final int ERROR_COMMENT = 0x0902;
    static final int AFFECTED_SOP_INSTANCE_UID = 0x1000;
    static final int MOVE_ORIGINATOR_AE_TITLE = 0x1030;
    static final int MOVE_ORIGINATOR_MESSAGE_ID = 0x1031;

    static final int NO_DATA_SET = 0x0101;

    private static final int HEADER = 8;

    private final SortedMap<Integer, byte[]> values = new TreeMap<>();

    /// Refuses values longer than what is left of the command. Elements of other groups have no
    /// business here, and are skipped.
    static CommandElements read(ByteBuffer bytes) throws MalformedPdu {
        var in = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
        var elements = new CommandElements();
        while (in.hasRemaining()) {
            int at = in.position();
            if (in.remaining() < HEADER) {
                throw malformed(at, "command set ends within an element's header");
            }
            int group = in.getShort() & 0xFFFF;
            int element = in.getShort() & 0xFFFF;
            long length = Integer.toUnsignedLong(in.getInt());
            if (length > in.remaining()) {
                throw malformed(
                        at,
                        "command element (%04X,%04X) of length %d"
                                .formatted(group, element, length));
            }
            var value = new byte[(int) length];
            in.get(value);
            if (group == 0) {
                elements.values.put(element, value);
            }
        }
        return elements;
    }

    /// The whole command set, (0000,0000) included.
    ByteBuffer write() {
        int length = values.values().stream().mapToInt(value -> HEADER + value.length).sum();
        var out = ByteBuffer.allocate(HEADER + 4 + length).order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(GROUP_LENGTH).putInt(4).putInt(length);
        values.forEach(
                (element, value) ->
                        out.putShort((short) 0)
                                .putShort(element.shortValue())
                                .putInt(value.length)
                                .put(value));
        return out.flip();
    }

    boolean has(int element) {
        return values.containsKey(element);
    }

    int u16(int element) throws MalformedPdu {
        var value = values.get(element);
        if (value == null || value.length != 2) {
            throw malformed(
                    0, "command element (0000,%04X) is no 16-bit number".formatted(element));
        }
        return (value[0] & 0xFF) | (value[1] & 0xFF) << 8;
    }

    int u16(int element, int otherwise) throws MalformedPdu {
        return has(element) ? u16(element) : otherwise;
    }

    /// Without padding; empty when absent.
    String text(int element) {
        var value = values.get(element);
        return value == null ? "" : new String(value, ISO_8859_1).replace('\0', ' ').strip();
    }

    CommandElements put(int element, int value) {
        values.put(element, new byte[] {(byte) value, (byte) (value >> 8)});
        return this;
    }

    CommandElements putUid(int element, String uid) {
        return putPadded(element, uid, '\0');
    }

    CommandElements putText(int element, String text) {
        return putPadded(element, text, ' ');
    }

    private CommandElements putPadded(int element, String text, char padding) {
        var even = text.length() % 2 == 0 ? text : text + padding;
        values.put(element, even.getBytes(ISO_8859_1));
        return this;
    }

    static MalformedPdu malformed(int at, String what) {
        return new MalformedPdu(at, AbortReason.INVALID_PDU_PARAMETER_VALUE, what);
    }
}
