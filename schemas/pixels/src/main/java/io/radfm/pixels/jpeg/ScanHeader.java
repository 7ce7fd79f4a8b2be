// SPDX-License-Identifier: Apache-2.0
package io.radfm.pixels.jpeg;

import static io.radfm.pixels.MalformedFrame.require;

import io.radfm.pixels.MalformedFrame;
import io.radfm.pixels.bytes.Bytes;

import java.util.List;

/// The scan header (T.81 §B.2.3).
///
/// @param selectionStart first coefficient of the scan, or the predictor of a lossless one (Ss)
/// @param selectionEnd last coefficient (Se)
/// @param previousBit bit position the scans before it reached, 0 in the first (Ah)
/// @param bit bit position this scan reaches, or the point transform of a lossless one (Al)
record ScanHeader(
        List<Component> components,
        int selectionStart,
        int selectionEnd,
        int previousBit,
        int bit,
        int restartInterval) {

    /// Reads the segment whose length field is at `at` and gives each component its tables.
    static ScanHeader read(
            Bytes bytes,
            int at,
            FrameHeader frame,
            HuffmanTable[] dc,
            HuffmanTable[] ac,
            int restartInterval)
            throws MalformedFrame {
        int count = bytes.u8(at + 2);
        require(count >= 1 && count <= 4, at + 2, "scan of " + count + " components");
        require(bytes.u16(at) == 6 + 2 * count, at, "scan header of " + bytes.u16(at) + " bytes");
        var components = new Component[count];
        int blocks = 0;
        for (int i = 0; i < count; i++) {
            int field = at + 3 + 2 * i;
            components[i] = component(bytes, field, frame, i == 0 ? -1 : components[i - 1].index);
            int tables = bytes.u8(field + 1);
            require((tables & 0xCC) == 0, field + 1, "Huffman table selector " + tables);
            components[i].dc = dc[tables >> 4];
            components[i].ac = ac[tables & 3];
            components[i].predictor = 0;
            blocks += components[i].horizontal * components[i].vertical;
        }
        require(count == 1 || blocks <= 10, at, "MCU of " + blocks + " blocks");
        int last = at + 3 + 2 * count;
        return new ScanHeader(
                List.of(components),
                bytes.u8(last),
                bytes.u8(last + 1),
                bytes.u8(last + 2) >> 4,
                bytes.u8(last + 2) & 15,
                restartInterval);
    }

    /// Components of a scan come in the order of the frame header, each once.
    private static Component component(Bytes bytes, int at, FrameHeader frame, int after)
            throws MalformedFrame {
        int id = bytes.u8(at);
        return frame.stream()
                .filter(c -> c.id == id && c.index > after)
                .findFirst()
                .orElseThrow(() -> new MalformedFrame(at, "scan of component " + id));
    }
}
