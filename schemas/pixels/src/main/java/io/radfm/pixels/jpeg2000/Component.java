// SPDX-License-Identifier: Apache-2.0
package io.radfm.pixels.jpeg2000;

import static io.radfm.pixels.MalformedFrame.require;

import io.radfm.pixels.MalformedFrame;

import java.util.ArrayList;
import java.util.List;

/// A component of a tile: its resolutions, from the smallest (r = 0) to the whole (T.800 §B.5).
///
/// ```
///   r = 2  ┌────┬────┐   r = 0: LL only
///          │ r1 │ HL │   r > 0: HL, LH, HH, which with r - 1
///          ├────┼────┤          make the image of twice the size
///          │ LH │ HH │
///          └────┴────┘
/// ```
///
/// @param regionShift of a region of interest, 0 without one
record Component(Area area, ComponentStyle style, int regionShift, List<Resolution> resolutions) {

    static Component of(Area tile, int precision, Parameters parameters, int index, long at)
            throws MalformedFrame {
        var style = parameters.style(index, at);
        var quantization = parameters.quantization(index, at);
        int levels = style.levels();
        require(
                quantization.covers(1 + 3 * levels),
                at,
                "quantization has no step for all of " + levels + " decompositions");
        var resolutions = new ArrayList<Resolution>();
        for (int r = 0; r <= levels; r++) {
            var bands = new ArrayList<Subband>();
            for (int orientation = r == 0 ? 0 : 1; orientation <= (r == 0 ? 0 : 3); orientation++) {
                int number = r == 0 ? 0 : 3 * (r - 1) + orientation;
                int decompositions = r == 0 ? levels : levels - r + 1;
                var area = tile.reduced(decompositions, orientation & 1, orientation >> 1);
                int planes = quantization.guardBits() + quantization.exponent(number) - 1;
                double step =
                        (1 + quantization.mantissa(number) / 2048.0)
                                * Math.pow(2, precision - quantization.exponent(number));
                bands.add(new Subband(area, orientation, planes, (float) step));
            }
            resolutions.add(new Resolution(tile, style, r, List.copyOf(bands)));
        }
        return new Component(tile, style, parameters.regionShift(index), List.copyOf(resolutions));
    }

    long precincts() {
        return resolutions.stream().mapToLong(Resolution::precincts).sum();
    }
}
