// SPDX-License-Identifier: Apache-2.0
package io.radfm.wire.pdu;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/// Bytes written for people: hex, `'text'` in quotes, `#` to the end of the line a comment.
public final class Bytes {
    private Bytes() {}

    public static byte[] of(String written) {
        var out = new ByteArrayOutputStream();
        written.lines()
                .map(line -> line.contains("#") ? line.substring(0, line.indexOf('#')) : line)
                .forEach(line -> line(line, out));
        return out.toByteArray();
    }

    private static void line(String line, ByteArrayOutputStream out) {
        var parts = line.split("'", -1);
        for (int i = 0; i < parts.length; i++) {
            out.writeBytes(
                    i % 2 == 1
                            ? parts[i].getBytes(StandardCharsets.ISO_8859_1)
                            : HexFormat.of().parseHex(parts[i].replaceAll("\\s", "")));
        }
    }

    public static byte[] join(ByteBuffer... parts) {
        var out = new ByteArrayOutputStream();
        for (var part : parts) {
            var bytes = new byte[part.remaining()];
            part.duplicate().get(bytes);
            out.writeBytes(bytes);
        }
        return out.toByteArray();
    }

    /// What the reader makes of a whole PDU.
    static Pdu read(byte[] bytes) throws MalformedPdu {
        var buffer = ByteBuffer.wrap(bytes);
        var header = PduHeader.read(buffer, PduLimits.DEFAULT);
        if (header.length() != bytes.length - PduHeader.BYTES) {
            throw new MalformedPdu(2, AbortReason.INVALID_PDU_PARAMETER_VALUE, "not whole");
        }
        return PduReader.read(header.type(), buffer.slice(PduHeader.BYTES, header.length()));
    }

    public static byte[] write(Pdu pdu) {
        return join(PduWriter.write(pdu));
    }
}
