// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.evaluate.page;

import io.radfm.training.evaluate.score.Slice;

import java.util.Locale;

/// Shares of 1 as they are read: in hundredths, with one place.
final class Numbers {
    private Numbers() {}

    static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f", 100 * share);
    }

    /// `95.2–98.8`, or empty.
    static String interval(Slice.Value value) {
        return value.interval().map(it -> percent(it.low()) + "–" + percent(it.high())).orElse("");
    }
}
