// SPDX-License-Identifier: Apache-2.0
/// Scans from files outside any store, for whoever asks the model by hand. Every format becomes
/// what the rest of preparation reads: a DICOM header, and pixels that are fetched when asked for.
///
/// ```
///  DICOM ────────────────────► DicomReader ─┐
///  PNG, JPEG ──► PictureFile ──► 8 or 16 bits ├─► ScanFiles ─► ScanSegment + DicomFile ─► Preparer
///  NIfTI ──────► NiftiFile ────► a slice at a ┘
///                (NiftiHeader)    time, as floats
/// ```
///
/// Start with [io.radfm.preparation.files.ScanFiles].
package io.radfm.preparation.files;
