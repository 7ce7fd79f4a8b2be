// SPDX-License-Identifier: Apache-2.0
package io.radfm.pixels.jpegls;

import static io.radfm.pixels.MalformedFrame.require;

import io.radfm.pixels.FrameFormat;
import io.radfm.pixels.MalformedFrame;
import io.radfm.pixels.bytes.Bytes;
import io.radfm.pixels.bytes.Samples;

/// The frame header (T.87 §C.2.2, SOF55), held against the DICOM header.
///
/// @param components component identifiers in the order of the frame
record FrameHeader(int precision, int[] components) {
    /// Reads the segment whose length field is at `at`.
    static FrameHeader read(Bytes bytes, int at, FrameFormat format) throws MalformedFrame {
        int precision = bytes.u8(at + 2);
        int rows = bytes.u16(at + 3);
        int columns = bytes.u16(at + 5);
        int count = bytes.u8(at + 7);
        require(precision >= 2 && precision <= 16, at + 2, "JPEG-LS of " + precision + " bits");
        Samples.requireRoom(precision, format, at + 2);
        require(
                rows == format.rows() && columns == format.columns(),
                at + 3,
                "JPEG-LS frame of %d x %d, image of %d x %d"
                        .formatted(rows, columns, format.rows(), format.columns()));
        require(
                count == format.samplesPerPixel(),
                at + 7,
                count + " components, " + format.samplesPerPixel() + " samples per pixel");
        require(bytes.u16(at) == 8 + 3 * count, at, "frame header of " + bytes.u16(at) + " bytes");
        var components = new int[count];
        for (int i = 0; i < count; i++) {
            int field = at + 8 + 3 * i;
            components[i] = bytes.u8(field);
            require(bytes.u8(field + 1) == bytes.u8(at + 9), field + 1, "subsampled components");
        }
        return new FrameHeader(precision, components);
    }

    /// Which sample of a pixel this component is.
    int sample(int component, int at) throws MalformedFrame {
        for (int i = 0; i < components.length; i++) {
            if (components[i] == component) {
                return i;
            }
        }
        throw new MalformedFrame(at, "scan of component " + component);
    }
}
