// SPDX-License-Identifier: Apache-2.0
/// A draft as a DICOM structured report: Basic Text SR, TID 2000, preliminary, partial, unverified.
///
/// ```
///  Draft ──────────┐
///  header instance ┼─► SrDocument ─┬─ CopiedModules   patient and study, byte for byte
///   (object store) │               ├─ Evidence        every image used
///  evidence ───────┘               ├─ DraftingDevice  who drafted: the model, never a person
///                                  └─ ReportTree      the content: TID 2000, 1001, 1204
/// ```
///
/// Start with [SrDocument]; [SrSource] brings the header and the evidence from the object store.
package io.radfm.results.sr;
