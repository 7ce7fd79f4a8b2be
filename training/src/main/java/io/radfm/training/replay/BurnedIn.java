// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.replay;

import io.radfm.dicom.DataSet;
import io.radfm.dicom.Tag;

import java.util.Optional;
import java.util.Set;

/// Whether an image may show the patient's name. Burned In Annotation (0028,0301) decides where it
/// is there (PS3.3 §C.7.6.1); without it, what is known of modalities and of images that were
/// captured from a screen, a film or a camera.
final class BurnedIn {
    /// The rules' version.
    static final String RULES = "1";

    private static final String SECONDARY_CAPTURE = "1.2.840.10008.5.1.4.1.1.7";
    private static final Set<String> WRITE_ON_IMAGES =
            Set.of(
                    "US", "IVUS", "ES", "XC", "SC", "OT", "GM", "SM", "OP", "OPT", "DG", "HD",
                    "DOC");

    private BurnedIn() {}

    /// Why it is a risk; empty when it is none.
    static Optional<String> risk(DataSet header) {
        var said = header.string(Tag.BURNED_IN_ANNOTATION).orElse("");
        if (said.equalsIgnoreCase("YES")) {
            return Optional.of("annotated");
        }
        if (said.equalsIgnoreCase("NO")) {
            return Optional.empty();
        }
        if (header.string(Tag.SOP_CLASS_UID).orElse("").startsWith(SECONDARY_CAPTURE)) {
            return Optional.of("captured");
        }
        if (header.string(Tag.CONVERSION_TYPE).isPresent()) {
            return Optional.of("converted");
        }
        var modality = header.string(Tag.MODALITY).orElse("OT");
        return WRITE_ON_IMAGES.contains(modality) ? Optional.of("modality") : Optional.empty();
    }
}
