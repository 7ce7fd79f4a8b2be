// SPDX-License-Identifier: Apache-2.0
package io.radfm.pixels.jpeg2000;

import java.util.List;

/// One resolution of a tile's component, cut into precincts (T.800 §B.5 and §B.6). A packet holds
/// what one layer adds to one precinct of all its subbands.
final class Resolution {
    private final Area tile;
    private final ComponentStyle style;
    private final int number;
    private final Area area;
    private final int widthExponent;
    private final int heightExponent;
    private final List<Subband> bands;
    private final long wide;
    private final long high;

    Resolution(Area tile, ComponentStyle style, int number, List<Subband> bands) {
        this.tile = tile;
        this.style = style;
        this.number = number;
        this.bands = bands;
        area = tile.reduced(style.levels() - number, 0, 0);
        widthExponent = style.precincts()[number] & 15;
        heightExponent = style.precincts()[number] >> 4;
        wide = area.isEmpty() ? 0 : Area.shiftUp(area.x1(), widthExponent) - firstColumn();
        high = area.isEmpty() ? 0 : Area.shiftUp(area.y1(), heightExponent) - firstRow();
    }

    Area area() {
        return area;
    }

    List<Subband> bands() {
        return bands;
    }

    long precincts() {
        return wide * high;
    }

    private int firstColumn() {
        return area.x0() >> widthExponent;
    }

    private int firstRow() {
        return area.y0() >> heightExponent;
    }

    private long column(int precinct) {
        return firstColumn() + precinct % wide;
    }

    private long row(int precinct) {
        return firstRow() + precinct / wide;
    }

    /// Where a precinct begins on the reference grid; one cut off by the tile begins with the tile.
    int precinctX(int precinct) {
        int shift = widthExponent + style.levels() - number;
        return (int) Math.max(tile.x0(), column(precinct) << shift);
    }

    int precinctY(int precinct) {
        int shift = heightExponent + style.levels() - number;
        return (int) Math.max(tile.y0(), row(precinct) << shift);
    }

    /// What of a precinct lies in one of the subbands.
    Precinct precinct(Subband band, int precinct) {
        var known = band.precincts((int) precincts());
        if (known[precinct] == null) {
            // above the lowest resolution a subband has every second column and row
            int halved = number == 0 ? 0 : 1;
            int width = widthExponent - halved;
            int height = heightExponent - halved;
            var part =
                    band.area()
                            .intersection(
                                    column(precinct) << width,
                                    row(precinct) << height,
                                    column(precinct) + 1 << width,
                                    row(precinct) + 1 << height);
            known[precinct] =
                    new Precinct(
                            part,
                            Math.min(style.blockWidth(), width),
                            Math.min(style.blockHeight(), height));
        }
        return known[precinct];
    }
}
