// SPDX-License-Identifier: Apache-2.0
/// From a study context to what RadFM reads: text and scans in order, every scan a tensor `[C, H,
/// W, D]` of values in \[0,1\], all of one size.
///
/// ```
///  StudyContext ─► ScanPlanner      headers only: which picture, or which slices in which order
///                     │
///                  SampleSize       one H = W and one D for all scans, from the planned depths
///                     │
///                  kept slices      known before any pixel is decoded
///                     │
///                  PictureScan      window → 8 bits → bicubic 512² → /255 → repeated D times
///                  VolumeScan       values → min–max of the volume → nearest in plane and depth
///                     │
///                  PreparedInput    segments (text | scan) with the facts of each scan
/// ```
///
/// Inference and training use this same code, so a model is shown exactly what it was trained on.
/// Start with [Preparer].
package io.radfm.preparation;
