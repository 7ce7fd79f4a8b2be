// SPDX-License-Identifier: Apache-2.0
/// From the bytes of a decoded frame to numbers with a meaning, and from those to what a person
/// sees.
///
/// ```
///  frame bytes ─► StoredSamples ─► ModalityTransform ─► values (HU, Bq/ml …)      PS3.3 C.11.1
///                      │                                    └─► Window | VoiTable ─► DisplayFrame (8-bit grey)   C.11.2
///                      └─► Palette | ColourSpace ──────────────────────────────────► DisplayFrame (8-bit RGB)    C.7.6.3
/// ```
///
/// Start with [DicomImage]. [FrameGroups] finds an attribute of one frame whether the image is
/// enhanced multi-frame or classic.
package io.radfm.pixels.image;
