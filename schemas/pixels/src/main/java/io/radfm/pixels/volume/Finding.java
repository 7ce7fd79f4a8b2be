// SPDX-License-Identifier: Apache-2.0
package io.radfm.pixels.volume;

import java.util.Locale;

/// What was noticed about a series or a volume that its user should know. [#note] is a sentence for
/// people and provenance; it names no patient.
public sealed interface Finding {
    String note();

    /// Frames that are another's double (same instance, or same place, contrast and time) and were
    /// dropped.
    record Duplicates(int dropped) implements Finding {
        @Override
        public String note() {
            return dropped + " duplicate slices dropped";
        }
    }

    /// Places along the normal where slices are missing.
    record Gaps(int places, int missing) implements Finding {
        @Override
        public String note() {
            return missing + " slices missing in " + places + " gaps";
        }
    }

    /// Distances between neighbours differ by more than a tenth, and not by whole slices.
    record UnevenSpacing(double leastMm, double mostMm) implements Finding {
        @Override
        public String note() {
            return format("uneven slice spacing, %.2f to %.2f mm", leastMm, mostMm);
        }
    }

    /// The stack leans: slices are displaced within their plane, as by a tilted CT gantry. Pixels
    /// are left as they are.
    ///
    /// @param degrees between the slice normal and the line through the slices' first pixels;
    ///   positive when it leans towards higher rows (or, for a lean along rows, higher columns)
    record GantryTilt(double degrees) implements Finding {
        @Override
        public String note() {
            return format("gantry tilt %.1f degrees, not corrected", degrees);
        }
    }

    /// Slices stray sideways from a straight line by up to this much.
    record Misaligned(double mostMm) implements Finding {
        @Override
        public String note() {
            return format("slices displaced sideways by up to %.1f mm", mostMm);
        }
    }

    /// The series held more than one stack; each became a volume.
    record SeveralVolumes(By by, int volumes) implements Finding {
        public enum By {
            SHAPE,
            ORIENTATION,
            IMAGE_TYPE,
            ECHO,
            DIFFUSION,
            TIME
        }

        @Override
        public String note() {
            var what = by.name().toLowerCase(Locale.ROOT).replace('_', ' ');
            return "series split by " + what + " into " + volumes + " stacks";
        }
    }

    /// A scout: Image Type says LOCALIZER, the description calls it one, or it holds three or more
    /// orientations.
    record Localizer(String why) implements Finding {
        @Override
        public String note() {
            return "localizer (" + why + ")";
        }
    }

    /// Frames without a usable position or orientation; they are pictures, not slices.
    record Unplaced(int frames) implements Finding {
        @Override
        public String note() {
            return frames + " frames without a place in space";
        }
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
