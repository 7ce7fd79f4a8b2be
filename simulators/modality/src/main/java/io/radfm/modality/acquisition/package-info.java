// SPDX-License-Identifier: Apache-2.0

/// Pictures of phantoms as DICOM objects, complete and in the order a machine sends them.
///
/// ```
///  SimulatedStudy + Station ─► Acquisition ─► AcquiredSeries ─► Instance ─► file, association
///                                             CR, CT, MR, dose screen
/// ```
package io.radfm.modality.acquisition;
