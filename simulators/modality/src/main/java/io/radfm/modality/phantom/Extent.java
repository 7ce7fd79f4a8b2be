// SPDX-License-Identifier: Apache-2.0
package io.radfm.modality.phantom;

import java.util.OptionalDouble;

/// How large findings are. Phantoms are built by these numbers and reports tell them, so that the
/// millimetres of a report are those of the picture.
public final class Extent {
    private Extent() {}

    /// What a report measures: the largest diameter in a slice, the thickness of a collection, the
    /// way the midline has gone. Empty for what nobody measures.
    public static OptionalDouble millimetres(Finding it, Build build) {
        return switch (it.label()) {
            case HAEMORRHAGE ->
                    it.place() == Place.EPIDURAL
                            ? OptionalDouble.empty()
                            : OptionalDouble.of(
                                    of(it) * (it.place() == Place.SUBDURAL ? 1 : 2) * build.size());
            case MIDLINE_SHIFT -> OptionalDouble.of(of(it)); // the same for all heads
            case NODULE,
                    BRAIN_MASS,
                    BRAIN_TUMOUR,
                    LIVER_LESION,
                    KIDNEY_STONE,
                    RENAL_CYST,
                    AORTIC_ANEURYSM ->
                    OptionalDouble.of(2 * of(it) * build.size());
            default -> OptionalDouble.empty();
        };
    }

    /// Radius, thickness or way in millimetres, in a body of size 1.
    ///
    /// @throws IllegalArgumentException for what has no such number
    static double of(Finding it) {
        double severity = it.severity();
        return switch (it.label()) {
            case NODULE -> 7 + 13 * severity;
            case HAEMORRHAGE ->
                    it.place() == Place.SUBDURAL ? 5 + 15 * severity : 8 + 16 * severity;
            case BRAIN_MASS, BRAIN_TUMOUR -> 9 + 15 * severity;
            case MIDLINE_SHIFT -> 3 + 13 * severity;
            case LIVER_LESION -> 9 + 14 * severity;
            case KIDNEY_STONE -> 3 + 5 * severity;
            case RENAL_CYST -> 9 + 26 * severity;
            case AORTIC_ANEURYSM -> 17 + 22 * severity;
            default -> throw new IllegalArgumentException(it.label() + " is not measured");
        };
    }
}
