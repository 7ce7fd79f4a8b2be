// SPDX-License-Identifier: Apache-2.0
package io.radfm.pixels.jpeg2000;

import static io.radfm.pixels.MalformedFrame.require;

import io.radfm.pixels.FrameFormat;
import io.radfm.pixels.MalformedFrame;
import io.radfm.pixels.bytes.Samples;

import java.util.ArrayList;
import java.util.List;

/// One tile: packets to code blocks to samples, stored in the frame.
final class TileDecoder {
    private final ImageSize size;
    private final FrameFormat format;
    private final byte[] frame;

    TileDecoder(ImageSize size, FrameFormat format, byte[] frame) {
        this.size = size;
        this.format = format;
        this.frame = frame;
    }

    /// @param headers packed packet headers, or the same data as the packets
    void decode(Area tile, Parameters parameters, PacketData packets, PacketData headers)
            throws MalformedFrame {
        long at = packets.offset();
        var style = parameters.style(at);
        var components = new ArrayList<Component>();
        for (int i = 0; i < size.components(); i++) {
            components.add(Component.of(tile, size.precision()[i], parameters, i, at));
        }
        boolean transformed = style.transformed();
        require(!transformed || canTransform(components), at, "component transform of this kind");

        var reader =
                new PacketReader(
                        packets,
                        headers,
                        components.stream().map(Component::style).toArray(ComponentStyle[]::new));
        require(reader.hasMore(), at, "tile without packets");
        var progression = new Progression(components, at);
        var changes = parameters.progressionChanges();
        for (var change : changes.isEmpty() ? List.of(ProgressionChange.none(style)) : changes) {
            progression.read(change, reader);
        }
        samples(components, transformed, packets);
    }

    private boolean canTransform(List<Component> components) {
        return components.size() >= 3
                && components.subList(0, 3).stream()
                                .map(component -> component.style().reversible())
                                .distinct()
                                .count()
                        == 1;
    }

    private void samples(List<Component> components, boolean transformed, PacketData packets)
            throws MalformedFrame {
        var coefficients = new Coefficients(packets);
        var integers = new int[components.size()][][];
        var floats = new float[components.size()][][];
        for (int i = 0; i < components.size(); i++) {
            var component = components.get(i);
            if (component.style().reversible()) {
                integers[i] = coefficients.reversible(component);
            } else {
                floats[i] = coefficients.irreversible(component);
            }
            if (!transformed) {
                store(component.area(), i, integers, floats);
            }
        }
        if (transformed) {
            if (integers[0] != null) {
                MultipleComponents.reversible(integers[0], integers[1], integers[2]);
            } else {
                MultipleComponents.irreversible(floats[0], floats[1], floats[2]);
            }
            for (int i = 0; i < components.size(); i++) {
                store(components.get(i).area(), i, integers, floats);
            }
        }
    }

    /// Stores a component, with its level shifted back (T.800 §G.1), and forgets it.
    private void store(Area tile, int component, int[][][] integers, float[][][] floats) {
        var level = new Level(size, component, format.signed());
        var rounded = new int[tile.width()];
        for (int y = 0; y < tile.height(); y++) {
            if (integers[component] != null) {
                level.shift(integers[component][y], rounded);
            } else {
                level.shift(floats[component][y], rounded);
            }
            int row = tile.y0() - size.image().y0() + y;
            int column = tile.x0() - size.image().x0();
            int perPixel = format.samplesPerPixel();
            int first = (row * format.columns() + column) * perPixel + component;
            Samples.store(
                    rounded, 0, rounded.length, frame, first, perPixel, format.bytesPerSample());
        }
        integers[component] = null;
        floats[component] = null;
    }
}
