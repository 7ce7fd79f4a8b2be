// SPDX-License-Identifier: Apache-2.0

/// From what is in a phantom to what a radiologist writes about it.
///
/// ```
///  SimulatedStudy (+ prior) ─► ReportWriter ─► WrittenReport
///                                  │ Phrases of each label, Wording of each finding,
///                                  │ Change since the prior, Setting of the exam
///                                  ▼
///                               Grammar: [one|of] these <words>
/// ```
package io.radfm.ris.language;
