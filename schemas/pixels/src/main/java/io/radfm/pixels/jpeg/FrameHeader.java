// SPDX-License-Identifier: Apache-2.0
package io.radfm.pixels.jpeg;

import static io.radfm.pixels.MalformedFrame.require;

import io.radfm.pixels.FrameFormat;
import io.radfm.pixels.MalformedFrame;
import io.radfm.pixels.bytes.Bytes;
import io.radfm.pixels.bytes.Samples;

import java.util.List;
import java.util.stream.Stream;

/// The frame header (T.81 §B.2.2), held against the DICOM header before anything is allocated.
record FrameHeader(
        Process process,
        int precision,
        int rows,
        int columns,
        List<Component> components,
        int maxHorizontal,
        int maxVertical) {

    /// By the low nibble of the marker, SOF0 to SOF3.
    enum Process {
        BASELINE,
        EXTENDED,
        PROGRESSIVE,
        LOSSLESS
    }

    /// Reads the segment whose length field is at `at`.
    static FrameHeader read(Bytes bytes, int at, int marker, FrameFormat format)
            throws MalformedFrame {
        var process = Process.values()[marker & 3];
        int precision = bytes.u8(at + 2);
        int rows = bytes.u16(at + 3);
        int columns = bytes.u16(at + 5);
        int count = bytes.u8(at + 7);
        boolean known =
                switch (process) {
                    case BASELINE -> precision == 8;
                    case EXTENDED, PROGRESSIVE -> precision == 8 || precision == 12;
                    case LOSSLESS -> precision >= 2 && precision <= 16;
                };
        require(known, at + 2, process + " with " + precision + " bits");
        Samples.requireRoom(precision, format, at + 2);
        require(
                rows == format.rows() && columns == format.columns(),
                at + 3,
                "JPEG frame of %d x %d, image of %d x %d"
                        .formatted(rows, columns, format.rows(), format.columns()));
        require(
                count == format.samplesPerPixel(),
                at + 7,
                count + " components, " + format.samplesPerPixel() + " samples per pixel");
        require(bytes.u16(at) == 8 + 3 * count, at, "frame header of " + bytes.u16(at) + " bytes");

        var components = new Component[count];
        int maxHorizontal = 1;
        int maxVertical = 1;
        for (int i = 0; i < count; i++) {
            components[i] = new Component(bytes, at + 8 + 3 * i, i);
            maxHorizontal = Math.max(maxHorizontal, components[i].horizontal);
            maxVertical = Math.max(maxVertical, components[i].vertical);
        }
        var frame =
                new FrameHeader(
                        process,
                        precision,
                        rows,
                        columns,
                        List.of(components),
                        maxHorizontal,
                        maxVertical);
        frame.layOut(at);
        return frame;
    }

    private void layOut(int at) throws MalformedFrame {
        if (process == Process.LOSSLESS) {
            boolean full =
                    components.stream()
                            .allMatch(
                                    c ->
                                            c.horizontal == maxHorizontal
                                                    && c.vertical == maxVertical);
            boolean unit = maxHorizontal == 1 && maxVertical == 1;
            require(full && (unit || components.size() == 1), at, "subsampled lossless components");
        } else {
            components.forEach(c -> c.layOut(this, process == Process.PROGRESSIVE));
        }
    }

    int mcusWide() {
        return Component.divideUp(columns, 8 * maxHorizontal);
    }

    int mcusHigh() {
        return Component.divideUp(rows, 8 * maxVertical);
    }

    Stream<Component> stream() {
        return components.stream();
    }
}
