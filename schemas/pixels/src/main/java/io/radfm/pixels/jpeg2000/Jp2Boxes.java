// SPDX-License-Identifier: Apache-2.0
package io.radfm.pixels.jpeg2000;

import static io.radfm.pixels.MalformedFrame.require;

import io.radfm.pixels.MalformedFrame;
import io.radfm.pixels.bytes.Bytes;

/// Where the codestream lies. PS3.5 wants it bare; some senders leave it in the JP2 file format
/// (T.800 Annex I), which is a sequence of boxes `length:4 type:4 [length:8] contents`.
final class Jp2Boxes {
    private static final int START_OF_CODESTREAM = 0xFF4F;
    private static final long SIGNATURE = 0x6A50_2020L; // "jP  "
    private static final long CODESTREAM = 0x6A70_3263L; // "jp2c"
    private static final long HEADER = 0x6A70_3268L; // "jp2h"
    private static final long PALETTE = 0x7063_6C72L; // "pclr"

    private Jp2Boxes() {}

    /// The offset of the codestream's first marker, SOC.
    static int codestream(Bytes bytes) throws MalformedFrame {
        int at = bytes.u16(0) == START_OF_CODESTREAM ? 0 : contents(bytes);
        require(bytes.u16(at) == START_OF_CODESTREAM, at, "no JPEG 2000 start of codestream");
        return at;
    }

    private static int contents(Bytes bytes) throws MalformedFrame {
        require(
                bytes.length() >= 8 && bytes.u32(4) == SIGNATURE,
                0,
                "no JPEG 2000 start of codestream");
        int at = 0;
        while (true) {
            long type = bytes.u32(at + 4);
            long length = bytes.u32(at);
            int header = 8;
            if (length == 1) { // the length is in 64 bits
                require(bytes.u32(at + 8) == 0, at, "box of more than 4 GiB");
                length = bytes.u32(at + 12);
                header = 16;
            }
            if (type == CODESTREAM) {
                return at + header;
            }
            require(length >= header, at, "box length " + length);
            require(length <= bytes.length() - at, at, "box ends early");
            if (type == HEADER) {
                refusePalette(bytes, at + header, at + (int) length);
            }
            at += (int) length;
        }
    }

    private static void refusePalette(Bytes bytes, int from, int end) throws MalformedFrame {
        for (int at = from; at < end; ) {
            require(bytes.u32(at + 4) != PALETTE, at, "palette in a JP2 header");
            long length = bytes.u32(at);
            require(length >= 8 && length <= end - at, at, "box length " + length);
            at += (int) length;
        }
    }
}
