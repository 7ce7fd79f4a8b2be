// SPDX-License-Identifier: Apache-2.0

/// Bodies made of analytic shapes, and pictures of them; numbers in arrays, no DICOM.
///
/// ```
///  Build (who) ─┐
///  Truth (what  ├─► Head, Chest, Abdomen ─► Solids ─► SlicePainter ─► Scan        (CT, MR)
///   is wrong)  ─┘   shapes, laid over                 Projector    ─► Radiograph
///                   one another
/// ```
///
/// Start at [io.radfm.modality.phantom.Truth] and [io.radfm.modality.phantom.CtScans]. Coordinates
/// are the patient's (PS3.3 §C.7.6.2.1.1): x to the left, y to the back, z to the head, in mm. The
/// same build, truth and take give the same pixels, always.
package io.radfm.modality.phantom;
