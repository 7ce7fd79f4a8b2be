// SPDX-License-Identifier: Apache-2.0
package io.radfm.wire.scu;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.radfm.dicom.DicomReader;
import io.radfm.dicom.ReadOptions;
import io.radfm.dicom.Tag;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// A DICOM file as it is sent: what its File Meta Information says, and where its data set begins
/// (PS3.10 §7.1).
///
/// Group 0002 ends where another group begins; its group length, which writers get wrong, is not
/// believed.
public record Part10File(Path path, ObjectKind kind, String sopInstanceUid, long offset, long bytes)
        implements Outgoing {
    private static final int PREAMBLE = 128;
    private static final int MAX_META_BYTES = 64 << 10;
    private static final int MEDIA_STORAGE_SOP_CLASS_UID = 0x0002;
    private static final int MEDIA_STORAGE_SOP_INSTANCE_UID = 0x0003;
    private static final int TRANSFER_SYNTAX_UID = 0x0010;

    /// The file's header; empty when there is no `DICM` after the preamble.
    ///
    /// @throws IOException it cannot be read, or its header lacks what is needed to send it
    public static Optional<Part10File> read(Path path) throws IOException {
        try (var channel = FileChannel.open(path)) {
            var head = ByteBuffer.allocate((int) Math.min(channel.size(), MAX_META_BYTES));
            while (head.hasRemaining() && channel.read(head) >= 0) {}
            head.flip().order(ByteOrder.LITTLE_ENDIAN);
            if (head.limit() < PREAMBLE + 4 || head.getInt(PREAMBLE) != 0x4D434944) {
                return Optional.empty();
            }
            head.position(PREAMBLE + 4);
            var meta = meta(head);
            if (!(meta.containsKey(MEDIA_STORAGE_SOP_CLASS_UID)
                    && meta.containsKey(MEDIA_STORAGE_SOP_INSTANCE_UID))) {
                addFromDataSet(meta, path);
            }
            var kind =
                    new ObjectKind(
                            uid(meta, MEDIA_STORAGE_SOP_CLASS_UID), uid(meta, TRANSFER_SYNTAX_UID));
            var instance = uid(meta, MEDIA_STORAGE_SOP_INSTANCE_UID);
            long bytes = channel.size() - head.position();
            return Optional.of(new Part10File(path, kind, instance, head.position(), bytes));
        }
    }

    /// Reads elements, `group:2 element:2 VR:2 length:2` or `… reserved:2 length:4`, up to the
    /// first of another group.
    private static Map<Integer, String> meta(ByteBuffer in) throws IOException {
        var values = new HashMap<Integer, String>();
        while (in.remaining() >= 8 && in.getShort(in.position()) == 0x0002) {
            int at = in.position();
            int element = in.getShort(at + 2) & 0xFFFF;
            var vr = "" + (char) in.get(at + 4) + (char) in.get(at + 5);
            boolean isLong = vr.equals("OB") || vr.equals("UN") || vr.equals("OW");
            if (isLong && in.remaining() < 12) {
                break;
            }
            long length =
                    isLong
                            ? Integer.toUnsignedLong(in.getInt(at + 8))
                            : in.getShort(at + 6) & 0xFFFF;
            int header = isLong ? 12 : 8;
            if (length > in.remaining() - header) {
                throw new IOException("File Meta Information longer than the file, or than 64 KB");
            }
            if (vr.equals("UI")) {
                var value = new byte[(int) length];
                in.get(at + header, value);
                values.put(element, new String(value, ISO_8859_1).replace('\0', ' ').strip());
            }
            in.position(at + header + (int) length);
        }
        return values;
    }

    /// What the header leaves out although PS3.10 requires it, the data set says.
    private static void addFromDataSet(Map<Integer, String> meta, Path path) throws IOException {
        var dataSet = DicomReader.read(path, ReadOptions.HEADER).dataSet();
        dataSet.string(Tag.SOP_CLASS_UID)
                .ifPresent(uid -> meta.putIfAbsent(MEDIA_STORAGE_SOP_CLASS_UID, uid));
        dataSet.string(Tag.SOP_INSTANCE_UID)
                .ifPresent(uid -> meta.putIfAbsent(MEDIA_STORAGE_SOP_INSTANCE_UID, uid));
    }

    private static String uid(Map<Integer, String> meta, int element) throws IOException {
        var uid = meta.getOrDefault(element, "");
        if (!uid.matches("[0-9.]{1,64}")) {
            throw new IOException("no valid UID in (0002,%04X)".formatted(element));
        }
        return uid;
    }

    @Override
    public ReadableByteChannel open() throws IOException {
        return FileChannel.open(path).position(offset);
    }

    @Override
    public String toString() {
        return "Part10File[" + kind + ", " + bytes + " bytes]";
    }
}
