// SPDX-License-Identifier: Apache-2.0

/// Who comes, with what, and why: study n of a seed.
///
/// ```
///  seed, number ─► Caseload ─► SimulatedStudy = Patient + Truth + indication (+ prior study)
///                   Population, CaseMix, Indications
/// ```
package io.radfm.modality.caseload;
