// SPDX-License-Identifier: Apache-2.0
package io.radfm.dicom;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Bytes written element by element, so that what a test reads owes nothing to our writer.
final class HandWritten {
    static final int UNDEFINED = -1;

    private static final List<String> LONG =
            List.of("OB", "OD", "OF", "OL", "OV", "OW", "SQ", "SV", "UC", "UN", "UR", "UT", "UV");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    static byte[] hex(String pairs) {
        var digits = pairs.replace(" ", "");
        var bytes = new byte[digits.length() / 2];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Integer.parseInt(digits.substring(2 * i, 2 * i + 2), 16);
        }
        return bytes;
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    HandWritten raw(byte... bytes) {
        out.writeBytes(bytes);
        return this;
    }

    /// A preamble, the prefix, and a group 0002 that names the transfer syntax.
    HandWritten file(String transferSyntax) {
        raw(new byte[128]).raw(ascii("DICM"));
        return explicit(0x00020010, "UI", ascii(transferSyntax));
    }

    HandWritten explicit(int tag, String vr, byte... value) {
        return explicitHeader(tag, vr, value.length).raw(value);
    }

    HandWritten explicit(int tag, String vr, String value) {
        return explicit(tag, vr, ascii(value));
    }

    HandWritten explicitHeader(int tag, String vr, int length) {
        tag(tag).raw(ascii(vr));
        return LONG.contains(vr) ? little(0, 2).little(length, 4) : little(length, 2);
    }

    HandWritten implicit(int tag, byte... value) {
        return implicitHeader(tag, value.length).raw(value);
    }

    HandWritten implicit(int tag, String value) {
        return implicit(tag, ascii(value));
    }

    HandWritten implicitHeader(int tag, int length) {
        return tag(tag).little(length, 4);
    }

    HandWritten item(int length) {
        return implicitHeader(Tag.ITEM, length);
    }

    HandWritten itemEnd() {
        return implicitHeader(Tag.ITEM_DELIMITATION, 0);
    }

    HandWritten sequenceEnd() {
        return implicitHeader(Tag.SEQUENCE_DELIMITATION, 0);
    }

    private HandWritten tag(int tag) {
        return little(tag >>> 16, 2).little(tag & 0xFFFF, 2);
    }

    HandWritten little(long value, int bytes) {
        for (int i = 0; i < bytes; i++) {
            out.write((int) (value >>> 8 * i));
        }
        return this;
    }

    int length() {
        return out.size();
    }

    byte[] bytes() {
        return out.toByteArray();
    }

    /// Read as a file, whose whole is in memory.
    DicomFile read() throws IOException {
        return DicomReader.read(ByteSource.of(bytes()), ReadOptions.WHOLE);
    }

    /// Read as it crosses the wire.
    DataSet received(TransferSyntax syntax) throws IOException {
        return DicomReader.readHeader(new ByteArrayInputStream(bytes()), syntax, ReadOptions.WHOLE)
                .dataSet();
    }

    DataSet received() throws IOException {
        return received(TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
    }
}
