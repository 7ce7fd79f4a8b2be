// SPDX-License-Identifier: Apache-2.0
package io.radfm.pixels.jpeg2000;

import io.radfm.pixels.MalformedFrame;

/// From code blocks to the samples of a tile's component: blocks into subbands, dequantized (T.800
/// Annex E, regions of interest scaled back as Annex H says), subbands into ever larger
/// resolutions.
final class Coefficients {
    private final BlockDecoder blocks = new BlockDecoder();
    private final PacketData data;

    Coefficients(PacketData data) {
        this.data = data;
    }

    int[][] reversible(Component component) throws MalformedFrame {
        var resolutions = component.resolutions();
        int[][] low = integers(resolutions.getFirst().bands().getFirst(), component);
        for (var resolution : resolutions.subList(1, resolutions.size())) {
            var bands = resolution.bands();
            low =
                    Wavelet53.inverse(
                            resolution.area(),
                            low,
                            integers(bands.get(0), component),
                            integers(bands.get(1), component),
                            integers(bands.get(2), component));
        }
        return low;
    }

    float[][] irreversible(Component component) throws MalformedFrame {
        var resolutions = component.resolutions();
        float[][] low = floats(resolutions.getFirst().bands().getFirst(), component);
        for (var resolution : resolutions.subList(1, resolutions.size())) {
            var bands = resolution.bands();
            low =
                    Wavelet97.inverse(
                            resolution.area(),
                            low,
                            floats(bands.get(0), component),
                            floats(bands.get(1), component),
                            floats(bands.get(2), component));
        }
        return low;
    }

    private int[][] integers(Subband band, Component component) throws MalformedFrame {
        var rows = new int[band.area().height()][band.area().width()];
        for (var block : band.codeBlocks()) {
            var decoded = decode(block, band, component);
            int width = block.area().width();
            int left = block.area().x0() - band.area().x0();
            for (int y = 0; y < block.area().height(); y++) {
                var row = rows[block.area().y0() - band.area().y0() + y];
                for (int x = 0; x < width; x++) {
                    row[left + x] = signed(decoded[y * width + x]) / 2;
                }
            }
        }
        return rows;
    }

    private float[][] floats(Subband band, Component component) throws MalformedFrame {
        var rows = new float[band.area().height()][band.area().width()];
        float step = band.step() * 0.5f;
        for (var block : band.codeBlocks()) {
            var decoded = decode(block, band, component);
            int width = block.area().width();
            int left = block.area().x0() - band.area().x0();
            for (int y = 0; y < block.area().height(); y++) {
                var row = rows[block.area().y0() - band.area().y0() + y];
                for (int x = 0; x < width; x++) {
                    row[left + x] = signed(decoded[y * width + x]) * step;
                }
            }
        }
        return rows;
    }

    private int[] decode(CodeBlock block, Subband band, Component component) throws MalformedFrame {
        var decoded = blocks.decode(block, band, component, data);
        int shift = component.regionShift();
        if (shift > 0) {
            int samples = block.area().width() * block.area().height();
            for (int i = 0; i < samples; i++) {
                int magnitude = decoded[i] & Integer.MAX_VALUE;
                if (magnitude >> shift >= 2) { // inside the region, and carrying its half step
                    decoded[i] = decoded[i] & Integer.MIN_VALUE | magnitude >> shift;
                }
            }
        }
        return decoded;
    }

    /// Sign and magnitude as a number.
    private static int signed(int coded) {
        int sign = coded >> 31;
        return (coded & Integer.MAX_VALUE ^ sign) - sign;
    }
}
