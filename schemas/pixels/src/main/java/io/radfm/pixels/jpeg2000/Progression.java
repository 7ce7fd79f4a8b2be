// SPDX-License-Identifier: Apache-2.0
package io.radfm.pixels.jpeg2000;

import static io.radfm.pixels.MalformedFrame.require;

import io.radfm.pixels.MalformedFrame;
import io.radfm.pixels.bytes.Bytes;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The order of a tile's packets (T.800 §B.12).
///
/// The standard walks over positions of the reference grid and looks which precincts begin there.
/// Here every precinct knows its position, and an order is a way to sort them.
final class Progression {
    /// Most precincts of a tile; one of 64 x 64 samples everywhere in the largest frame are fewer.
    private static final int MAX_PRECINCTS = 1 << 18;

    private static final Comparator<Slot> RESOLUTION = Comparator.comparingInt(Slot::resolution);
    private static final Comparator<Slot> COMPONENT = Comparator.comparingInt(Slot::component);
    private static final Comparator<Slot> POSITION =
            Comparator.comparingInt(Slot::y).thenComparingInt(Slot::x);
    private static final Comparator<Slot> PRECINCT = Comparator.comparingInt(Slot::precinct);

    /// Progression orders by their number in COD and POC (Table A.16).
    enum Order {
        LAYER_RESOLUTION(RESOLUTION.thenComparing(COMPONENT)),
        RESOLUTION_LAYER(RESOLUTION.thenComparing(COMPONENT)),
        RESOLUTION_POSITION(RESOLUTION.thenComparing(POSITION).thenComparing(COMPONENT)),
        POSITION_COMPONENT(POSITION.thenComparing(COMPONENT).thenComparing(RESOLUTION)),
        COMPONENT_POSITION(COMPONENT.thenComparing(POSITION).thenComparing(RESOLUTION));

        private final Comparator<Slot> comparator;

        Order(Comparator<Slot> comparator) {
            this.comparator = comparator.thenComparing(PRECINCT);
        }

        static Order of(Bytes bytes, int at) throws MalformedFrame {
            int number = bytes.u8(at);
            require(number < values().length, at, "progression order " + number);
            return values()[number];
        }
    }

    /// A precinct, where it begins on the reference grid, and how many of its packets are read.
    private static final class Slot {
        final Resolution of;
        final int component;
        final int resolution;
        final int precinct;
        int layers;

        Slot(Resolution of, int component, int resolution, int precinct) {
            this.of = of;
            this.component = component;
            this.resolution = resolution;
            this.precinct = precinct;
        }

        int component() {
            return component;
        }

        int resolution() {
            return resolution;
        }

        int precinct() {
            return precinct;
        }

        int x() {
            return of.precinctX(precinct);
        }

        int y() {
            return of.precinctY(precinct);
        }
    }

    private final List<Slot> slots = new ArrayList<>();

    Progression(List<Component> tile, long at) throws MalformedFrame {
        long count = tile.stream().mapToLong(Component::precincts).sum();
        require(count <= MAX_PRECINCTS, at, count + " precincts in a tile");
        for (int c = 0; c < tile.size(); c++) {
            var resolutions = tile.get(c).resolutions();
            for (int r = 0; r < resolutions.size(); r++) {
                for (int p = 0; p < resolutions.get(r).precincts(); p++) {
                    slots.add(new Slot(resolutions.get(r), c, r, p));
                }
            }
        }
    }

    /// Reads packets until these are all read, or the tile has no more.
    void read(ProgressionChange change, PacketReader packets) throws MalformedFrame {
        var sorted =
                slots.stream()
                        .filter(slot -> holds(change, slot))
                        .sorted(change.order().comparator)
                        .toList();
        switch (change.order()) {
            case LAYER_RESOLUTION -> byLayer(sorted, change.lastLayer(), packets);
            case RESOLUTION_LAYER -> {
                for (int from = 0; from < sorted.size(); ) {
                    int to = from;
                    while (to < sorted.size()
                            && sorted.get(to).resolution == sorted.get(from).resolution) {
                        to++;
                    }
                    byLayer(sorted.subList(from, to), change.lastLayer(), packets);
                    from = to;
                }
            }
            default -> {
                for (var slot : sorted) {
                    byLayer(List.of(slot), change.lastLayer(), packets);
                }
            }
        }
    }

    private static boolean holds(ProgressionChange change, Slot slot) {
        return slot.layers < change.lastLayer()
                && slot.resolution >= change.firstResolution()
                && slot.resolution < change.lastResolution()
                && slot.component >= change.firstComponent()
                && slot.component < change.lastComponent();
    }

    private static void byLayer(List<Slot> slots, int layers, PacketReader packets)
            throws MalformedFrame {
        for (int layer = 0; layer < layers; layer++) {
            for (var slot : slots) {
                if (!packets.hasMore()) {
                    return;
                }
                if (slot.layers == layer) { // not read by an earlier change
                    packets.read(slot.of, slot.component, slot.precinct, layer);
                    slot.layers++;
                }
            }
        }
    }
}
