// SPDX-License-Identifier: Apache-2.0
package io.radfm.modality.phantom;

/// Where in an organ.
public enum Place {
    /// The finding says all.
    UNSPECIFIED,
    UPPER_LOBE,
    MIDDLE_LOBE,
    LOWER_LOBE,
    FRONTAL,
    PARIETAL,
    TEMPORAL,
    OCCIPITAL,
    BASAL_GANGLIA,
    /// Between dura and brain: a crescent.
    SUBDURAL,
    /// Between skull and dura: a lens.
    EPIDURAL,
    PERIVENTRICULAR
}
