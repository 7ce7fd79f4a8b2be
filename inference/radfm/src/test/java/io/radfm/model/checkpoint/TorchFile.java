// SPDX-License-Identifier: Apache-2.0
package io.radfm.model.checkpoint;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;

/// Writes a state dict as `torch.save` does: protocol 2, a zip of stored entries, Zip64 on request.
final class TorchFile {
    private final Map<String, byte[]> storages = new LinkedHashMap<>();
    private final ByteArrayOutputStream items = new ByteArrayOutputStream();

    TorchFile storage(String key, byte[] bytes) {
        storages.put(key, bytes);
        return this;
    }

    TorchFile tensor(
            String name, String type, String key, int elements, int offset, int[] shape, int[] at) {
        text(name).global("torch._utils", "_rebuild_tensor_v2").op("(");
        op("(").text("storage").global("torch", type).text(key).text("cpu").number(elements);
        op("tQ").number(offset).tuple(shape).tuple(at).op("\u0089");
        global("collections", "OrderedDict").op(")R").op("tR");
        return this;
    }

    /// An item whose value is made by calling this global without arguments.
    TorchFile call(String name, String module, String function) {
        return text(name).global(module, function).op(")R");
    }

    byte[] pickle() {
        var out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {(byte) 0x80, 2, '}', '('});
        out.writeBytes(items.toByteArray());
        out.writeBytes(new byte[] {'u', '.'});
        return out.toByteArray();
    }

    byte[] zip(boolean zip64) {
        var entries = new LinkedHashMap<String, byte[]>();
        entries.put("model/data.pkl", pickle());
        storages.forEach((key, bytes) -> entries.put("model/data/" + key, bytes));
        return zip(entries, zip64, 0);
    }

    /// APPNOTE.TXT 4.3.7, 4.3.12, 4.3.14 to 4.3.16.
    static byte[] zip(Map<String, byte[]> entries, boolean zip64, int method) {
        var file = new ByteArrayOutputStream();
        var directory = new ByteArrayOutputStream();
        entries.forEach(
                (name, bytes) -> {
                    var crc = new CRC32();
                    crc.update(bytes);
                    var path = name.getBytes(StandardCharsets.UTF_8);
                    int offset = file.size();
                    var local = little(30).putInt(0x04034b50).putShort((short) 20);
                    local.putShort((short) 0).putShort((short) method).putInt(0);
                    local.putInt((int) crc.getValue()).putInt(bytes.length).putInt(bytes.length);
                    local.putShort((short) path.length).putShort((short) 0);
                    file.writeBytes(local.array());
                    file.writeBytes(path);
                    file.writeBytes(bytes);

                    int size = zip64 ? -1 : bytes.length;
                    var central = little(46).putInt(0x02014b50).putShort((short) 45);
                    central.putShort((short) 45).putShort((short) 0).putShort((short) method);
                    central.putInt(0).putInt((int) crc.getValue()).putInt(size).putInt(size);
                    central.putShort((short) path.length).putShort((short) (zip64 ? 28 : 0));
                    central.putShort((short) 0).putShort((short) 0).putShort((short) 0);
                    central.putInt(0).putInt(zip64 ? -1 : offset);
                    directory.writeBytes(central.array());
                    directory.writeBytes(path);
                    if (zip64) {
                        var extra = little(28).putShort((short) 1).putShort((short) 24);
                        extra.putLong(bytes.length).putLong(bytes.length).putLong(offset);
                        directory.writeBytes(extra.array());
                    }
                });
        long start = file.size();
        file.writeBytes(directory.toByteArray());
        if (zip64) {
            long end = file.size();
            var end64 = little(56).putInt(0x06064b50).putLong(44).putInt(0).putLong(0);
            end64.putLong(entries.size()).putLong(entries.size()).putLong(directory.size());
            file.writeBytes(end64.putLong(start).array());
            file.writeBytes(little(20).putInt(0x07064b50).putInt(0).putLong(end).putInt(1).array());
        }
        short count = (short) (zip64 ? 0xffff : entries.size());
        var end = little(22).putInt(0x06054b50).putInt(0).putShort(count).putShort(count);
        end.putInt(directory.size()).putInt(zip64 ? -1 : (int) start);
        file.writeBytes(end.array());
        return file.toByteArray();
    }

    private TorchFile op(String opcodes) {
        items.writeBytes(opcodes.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    private TorchFile text(String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        items.write('X');
        items.writeBytes(little(4).putInt(bytes.length).array());
        items.writeBytes(bytes);
        return this;
    }

    private TorchFile number(int value) {
        items.write('J');
        items.writeBytes(little(4).putInt(value).array());
        return this;
    }

    private TorchFile tuple(int... values) {
        op("(");
        for (int value : values) {
            number(value);
        }
        return op("t");
    }

    private TorchFile global(String module, String name) {
        return op("c" + module + "\n" + name + "\n");
    }

    private static ByteBuffer little(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
