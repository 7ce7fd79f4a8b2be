// SPDX-License-Identifier: Apache-2.0
package io.radfm.pixels.jpeg2000;

import static io.radfm.pixels.MalformedFrame.require;

import io.radfm.pixels.MalformedFrame;
import io.radfm.pixels.bytes.Bytes;

/// What the coding style (COD, T.800 §A.6.1) says of all components together. Markers SOP and EPH
/// need no flag: nothing else in a packet can look like them.
///
/// @param transformed the first three components went through RCT or ICT
record CodingStyle(Progression.Order order, int layers, boolean transformed) {
    /// Reads the segment whose length field is at `at`.
    static CodingStyle read(Bytes bytes, int at) throws MalformedFrame {
        int layers = bytes.u16(at + 4);
        int transform = bytes.u8(at + 6);
        require(layers >= 1, at + 4, "no layers");
        require(transform <= 1, at + 6, "multiple component transform " + transform);
        return new CodingStyle(Progression.Order.of(bytes, at + 3), layers, transform == 1);
    }
}
