// SPDX-License-Identifier: Apache-2.0
package io.radfm.pixels.jpeg2000;

import static io.radfm.pixels.MalformedFrame.require;

import io.radfm.pixels.MalformedFrame;
import io.radfm.pixels.bytes.Bytes;

import java.util.List;

/// Packets of some resolutions, components and layers in an order of their own (POC, T.800 §A.6.6).
/// Ends are exclusive.
record ProgressionChange(
        Progression.Order order,
        int firstResolution,
        int lastResolution,
        int firstComponent,
        int lastComponent,
        int lastLayer) {
    private static final int SIZE = 7; // with up to 256 components, and a frame has at most four

    /// More changes than any sensible tile has.
    private static final int MAX = 64;

    /// Everything in one order.
    static ProgressionChange none(CodingStyle style) {
        return new ProgressionChange(style.order(), 0, 33, 0, 256, style.layers());
    }

    /// Adds those of the segment whose length field is at `at`.
    static void read(Bytes bytes, int at, int end, List<ProgressionChange> to)
            throws MalformedFrame {
        require((end - at - 2) % SIZE == 0, at, "progression changes of " + (end - at) + " bytes");
        for (int field = at + 2; field < end; field += SIZE) {
            int lastComponent = bytes.u8(field + 5);
            to.add(
                    new ProgressionChange(
                            Progression.Order.of(bytes, field + 6),
                            bytes.u8(field),
                            bytes.u8(field + 4),
                            bytes.u8(field + 1),
                            lastComponent == 0 ? 256 : lastComponent,
                            bytes.u16(field + 2)));
            require(to.size() <= MAX, field, "more than " + MAX + " progression changes");
        }
    }
}
