// SPDX-License-Identifier: Apache-2.0
package io.radfm.modality.caseload;

import java.time.LocalDate;

/// Somebody who does not exist.
///
/// @param id unlike the IDs of other seeds' patients
/// @param name as (0010,0010); says that it is simulated
/// @param history what is known of earlier illnesses; empty when nothing is
/// @param seed of the body
public record Patient(
        String id,
        String name,
        boolean female,
        LocalDate born,
        String history,
        double size,
        double fat,
        long seed) {
    /// The ID; it names nobody.
    @Override
    public String toString() {
        return id;
    }
}
