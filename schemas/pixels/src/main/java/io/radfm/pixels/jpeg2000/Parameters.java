// SPDX-License-Identifier: Apache-2.0
package io.radfm.pixels.jpeg2000;

import static io.radfm.pixels.MalformedFrame.require;

import io.radfm.pixels.MalformedFrame;
import io.radfm.pixels.bytes.Bytes;

import java.util.ArrayList;
import java.util.List;

/// What the marker segments of a header say: of the main header, or of a tile on top of it. A
/// tile's own component beats its default, which beats the main header's (T.800 §A.6).
final class Parameters {
    private static final int COD = 0xFF52;
    private static final int COC = 0xFF53;
    private static final int RGN = 0xFF5E;
    private static final int QCD = 0xFF5C;
    private static final int QCC = 0xFF5D;
    private static final int POC = 0xFF5F;

    /// Largest shift of a region of interest: it must leave room in an int.
    private static final int MAX_SHIFT = 30;

    private final int components;
    private final PerComponent<ComponentStyle> styles;
    private final PerComponent<Quantization> quantizations;
    private final PerComponent<Integer> shifts;
    private final List<ProgressionChange> changes = new ArrayList<>();
    private final List<ProgressionChange> inherited;
    private CodingStyle style;

    Parameters(int components) {
        this.components = components;
        styles = new PerComponent<>(components, null);
        quantizations = new PerComponent<>(components, null);
        shifts = new PerComponent<>(components, null);
        inherited = List.of();
    }

    private Parameters(Parameters main) {
        components = main.components;
        styles = new PerComponent<>(components, main.styles);
        quantizations = new PerComponent<>(components, main.quantizations);
        shifts = new PerComponent<>(components, main.shifts);
        inherited = main.changes;
        style = main.style;
    }

    Parameters ofTile() {
        return new Parameters(this);
    }

    CodingStyle style(long at) throws MalformedFrame {
        require(style != null, at, "no coding style (COD)");
        return style;
    }

    ComponentStyle style(int component, long at) throws MalformedFrame {
        var own = styles.of(component);
        require(own != null, at, "no coding style of component " + component);
        return own;
    }

    Quantization quantization(int component, long at) throws MalformedFrame {
        var own = quantizations.of(component);
        require(own != null, at, "no quantization of component " + component);
        return own;
    }

    /// How far the region of interest is shifted up (§H.1).
    int regionShift(int component) {
        var own = shifts.of(component);
        return own == null ? 0 : own;
    }

    List<ProgressionChange> progressionChanges() {
        return changes.isEmpty() ? inherited : changes;
    }

    /// Takes in a segment whose length field is at `at`; markers that do not change how to decode
    /// are passed over.
    void segment(Bytes bytes, int marker, int at, int end) throws MalformedFrame {
        int fields = at + 3; // behind the component of COC, QCC and RGN
        switch (marker) {
            case COD -> {
                style = CodingStyle.read(bytes, at);
                boolean precincts = (bytes.u8(at + 2) & 1) != 0;
                styles.setAll(ComponentStyle.read(bytes, at + 7, end, precincts));
            }
            case COC -> {
                boolean precincts = (bytes.u8(fields) & 1) != 0;
                styles.set(
                        component(bytes, at),
                        ComponentStyle.read(bytes, fields + 1, end, precincts));
            }
            case QCD -> quantizations.setAll(Quantization.read(bytes, at + 2, end));
            case QCC ->
                    quantizations.set(component(bytes, at), Quantization.read(bytes, fields, end));
            case RGN -> {
                int shift = bytes.u8(fields + 1);
                require(bytes.u8(fields) == 0, fields, "region of interest of another style");
                require(shift <= MAX_SHIFT, fields + 1, "region of interest shifted by " + shift);
                shifts.set(component(bytes, at), shift);
            }
            case POC -> ProgressionChange.read(bytes, at, end, changes);
            default -> {} // comments, lengths of packets and tile-parts, registration
        }
    }

    private int component(Bytes bytes, int at) throws MalformedFrame {
        int component = bytes.u8(at + 2); // two bytes with more than 256 components
        require(component < components, at + 2, "component " + component + " of " + components);
        return component;
    }
}
