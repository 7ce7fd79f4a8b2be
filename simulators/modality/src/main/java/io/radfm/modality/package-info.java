// SPDX-License-Identifier: Apache-2.0

/// A hospital's modalities without a hospital: phantoms, made into DICOM studies, sent by several
/// stations at once.
///
/// ```
///  Simulate (./radfm simulate) ─► Hospital ─► Transmission, one per station ─► any storage SCP
///                                    │
///            caseload ─► phantom ─► acquisition
/// ```
///
/// Start at [io.radfm.modality.Hospital]; what is in the pictures is
/// [io.radfm.modality.phantom.Truth].
package io.radfm.modality;
