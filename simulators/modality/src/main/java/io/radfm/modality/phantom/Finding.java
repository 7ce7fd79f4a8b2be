// SPDX-License-Identifier: Apache-2.0
package io.radfm.modality.phantom;

/// One thing that is to be seen, which is what a perfect reader would report.
///
/// @param severity 0 (barely visible) to 1 (as bad as it gets)
public record Finding(Label label, Side side, Place place, double severity) {
    public Finding {
        if (!(severity >= 0 && severity <= 1)) {
            throw new IllegalArgumentException("severity " + severity);
        }
    }

    public Finding withSeverity(double severity) {
        return new Finding(label, side, place, Math.clamp(severity, 0, 1));
    }
}
