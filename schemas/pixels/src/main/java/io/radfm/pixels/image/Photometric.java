// SPDX-License-Identifier: Apache-2.0
package io.radfm.pixels.image;

import java.util.Locale;

/// Photometric Interpretation (0028,0004), PS3.3 C.7.6.3.1.2.
public enum Photometric {
    /// The smallest value is white.
    MONOCHROME1,
    /// The smallest value is black.
    MONOCHROME2,
    PALETTE_COLOR,
    RGB,
    YBR_FULL,
    YBR_FULL_422,
    YBR_PARTIAL_420,
    YBR_PARTIAL_422,
    YBR_ICT,
    YBR_RCT;

    public boolean monochrome() {
        return this == MONOCHROME1 || this == MONOCHROME2;
    }

    public int samples() {
        return monochrome() || this == PALETTE_COLOR ? 1 : 3;
    }

    /// Refuses the retired ones (HSV, ARGB, CMYK) and the unknown by name.
    static Photometric of(String value) throws UnusableImage {
        var name = value.strip().toUpperCase(Locale.ROOT).replace(' ', '_');
        for (var known : values()) {
            if (known.name().equals(name)) {
                return known;
            }
        }
        throw new UnusableImage("Photometric Interpretation is not supported: " + printable(name));
    }

    private static String printable(String name) {
        return name.length() > 16 || !name.matches("[A-Z0-9_]*") ? "(not a code string)" : name;
    }
}
