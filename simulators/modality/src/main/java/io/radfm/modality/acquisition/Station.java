// SPDX-License-Identifier: Apache-2.0
package io.radfm.modality.acquisition;

import java.util.List;

/// A machine that examines and sends.
///
/// @param aeTitle which is its station name too
/// @param unsignedCt CT values are stored from 0 with an intercept of -1024, instead of signed
public record Station(String aeTitle, String modality, String model, boolean unsignedCt) {
    /// What a hospital of moderate size has.
    public static final List<Station> ALL =
            List.of(
                    new Station("SIM_CR1", "CR", "Phantom Plate", false),
                    new Station("SIM_CR2", "CR", "Phantom Plate", false),
                    new Station("SIM_CT1", "CT", "Phantom Spiral 64", false),
                    new Station("SIM_CT2", "CT", "Phantom Sequential", true),
                    new Station("SIM_MR1", "MR", "Phantom 1.5T", false));
}
