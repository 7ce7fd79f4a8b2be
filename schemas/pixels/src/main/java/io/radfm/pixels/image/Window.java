// SPDX-License-Identifier: Apache-2.0
package io.radfm.pixels.image;

import java.util.Locale;

/// Window Center and Width (PS3.3 C.11.2.1.2) with its VOI LUT Function (C.11.2.1.3).
///
/// The standard's `ymin … ymax` is 0 … 1 here.
public record Window(double center, double width, Function function) {

    /// VOI LUT Function (0028,1056).
    public enum Function {
        /// A window of `width` integers: 0 at `center - width/2`, 1 at `center + width/2 - 1`.
        LINEAR,
        /// 0 at `center - width/2`, 1 at `center + width/2`.
        LINEAR_EXACT,
        SIGMOID;

        static Function of(String value) {
            return switch (value.strip().toUpperCase(Locale.ROOT)) {
                case "LINEAR_EXACT" -> LINEAR_EXACT;
                case "SIGMOID" -> SIGMOID;
                default -> LINEAR;
            };
        }
    }

    /// From the smallest value (black) to the largest (white).
    public static Window ofRange(double min, double max) {
        return new Window((min + max) / 2, max - min, Function.LINEAR_EXACT);
    }

    /// C.11.2.1.2.1: the width is at least 1 for LINEAR and above 0 for the others. A width of 0 is
    /// let through for a range without extent.
    boolean valid() {
        return Double.isFinite(center)
                && Double.isFinite(width)
                && width >= (function == Function.LINEAR ? 1 : 0);
    }

    /// Where `x` stands between black (0) and white (1); a NaN is black.
    public double apply(double x) {
        return switch (function) {
            case LINEAR -> ramp(x, center - 0.5, width - 1);
            case LINEAR_EXACT -> ramp(x, center, width);
            case SIGMOID -> width == 0 ? step(x) : 1 / (1 + Math.exp(-4 * (x - center) / width));
        };
    }

    private static double ramp(double x, double middle, double extent) {
        if (x > middle + extent / 2) {
            return 1;
        }
        return x > middle - extent / 2 ? (x - middle) / extent + 0.5 : 0;
    }

    private double step(double x) {
        return x > center ? 1 : 0;
    }
}
