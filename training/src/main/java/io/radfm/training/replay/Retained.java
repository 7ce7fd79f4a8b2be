// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.replay;

import java.util.Arrays;
import java.util.Locale;

/// What is retained beyond PS3.15 Annex E's Basic Profile, by its options (§E.3).
///
/// @param device whether samples name manufacturer and model; a station or a serial number never
/// @param descriptors whether the descriptions of study and series stay in the context, cleaned
public record Retained(Dates dates, boolean device, boolean descriptors) {
    /// Nothing but cleaned descriptions, which the model is given when it serves.
    public static final Retained DEFAULT = new Retained(Dates.REMOVE, false, true);

    /// What becomes of the study's date.
    public enum Dates {
        REMOVE,
        /// Retain Longitudinal Temporal Information with Modified Dates (§E.3.6): earlier by as
        /// many days for all studies of a patient.
        SHIFT,
        /// Retain Longitudinal Temporal Information with Full Dates.
        KEEP;

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        /// @throws IllegalArgumentException when there is no such choice
        static Dates named(String text) {
            return Arrays.stream(values())
                    .filter(dates -> dates.text().equals(text))
                    .findFirst()
                    .orElseThrow(
                            () -> new IllegalArgumentException("--dates is remove, shift or keep"));
        }
    }

    /// Follows the version of the rules; nothing for what always was.
    String rules() {
        return (dates == Dates.REMOVE ? "" : " dates/" + dates.text())
                + (device ? " device" : "")
                + (descriptors ? "" : " without-descriptors");
    }
}
