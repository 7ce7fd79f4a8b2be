// SPDX-License-Identifier: Apache-2.0
/// Live quality: what became of each draft when its study's report was signed.
///
/// ```
///  drafts ───────┐
///                ├─► Meeting ── Comparison ──► draft.outcomes ──► the reading page
///  ris.reports ──┘   Waiting: the newest draft and the newest report of each study
/// ```
///
/// Start with [io.radfm.training.outcomes.Outcomes], the role; what is compared is in
/// [io.radfm.training.outcomes.Comparison], which drafts meet which reports in
/// [io.radfm.training.outcomes.Meeting].
package io.radfm.training.outcomes;
