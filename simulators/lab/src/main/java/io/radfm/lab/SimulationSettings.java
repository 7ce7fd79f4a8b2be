// SPDX-License-Identifier: Apache-2.0
package io.radfm.lab;

import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.Range.atLeast;

import io.radfm.modality.acquisition.Resolution;

import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Type;

import java.time.Duration;
import java.util.Optional;

/// How the lab's simulated hospital works.
///
/// @param pace from one study to the next; zero sends as fast as studies are taken
/// @param matrix pixels in a row of every picture; 0 as real machines have them
/// @param seed of patients and studies; empty for a new one in a new folder
/// @param radiologist whether reports are signed
/// @param radiologistDelay from a draft to the signed report
record SimulationSettings(
        Duration pace,
        int matrix,
        Optional<Long> seed,
        boolean radiologist,
        Duration radiologistDelay) {
    private static final String PACE = "pace";
    private static final String MATRIX = "matrix";
    private static final String SEED = "seed";
    private static final String RADIOLOGIST = "radiologist";
    private static final String DELAY = "radiologist.delay.ms";
    private static final int SLOWEST_SECONDS = 86_400;

    static ConfigDef define(ConfigDef keys) {
        return keys.define(
                        PACE,
                        Type.DOUBLE,
                        8.0,
                        ConfigDef.Range.between(0, SLOWEST_SECONDS),
                        MEDIUM,
                        "Seconds from one simulated study to the next; 0 sends as fast as they are"
                                + " taken.")
                .define(
                        MATRIX,
                        Type.INT,
                        0,
                        LabSettings.checked("0, or 32 to 4096", SimulationSettings::checkMatrix),
                        MEDIUM,
                        "Simulated pictures are so many pixels wide, and below 256 slices are"
                                + " thicker and fewer: for many studies in little time. 0 as real"
                                + " machines have them.")
                .define(
                        SEED,
                        Type.LONG,
                        null,
                        MEDIUM,
                        "The same seed gives the same simulated patients and findings. A new one"
                                + " for a new folder when absent.")
                .define(
                        RADIOLOGIST,
                        Type.BOOLEAN,
                        true,
                        MEDIUM,
                        "Whether a simulated radiologist signs a report of each simulated study.")
                .define(
                        DELAY,
                        Type.LONG,
                        5_000L,
                        atLeast(0),
                        MEDIUM,
                        "How long after its draft a study's report is signed, in milliseconds;"
                                + " after its context where no worker runs.");
    }

    static SimulationSettings of(AbstractConfig settings) {
        return new SimulationSettings(
                Duration.ofMillis(Math.round(settings.getDouble(PACE) * 1000)),
                settings.getInt(MATRIX),
                Optional.ofNullable(settings.getLong(SEED)),
                settings.getBoolean(RADIOLOGIST),
                Duration.ofMillis(settings.getLong(DELAY)));
    }

    Resolution resolution() {
        return matrix == 0 ? Resolution.FULL : Resolution.of(matrix);
    }

    private static void checkMatrix(Object value) {
        if ((Integer) value != 0) {
            Resolution.of((Integer) value);
        }
    }
}
