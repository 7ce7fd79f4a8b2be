// SPDX-License-Identifier: Apache-2.0
/// What became of drafts when reports were signed, kept in memory and rebuilt from Kafka at start.
///
/// ```
///  draft.outcomes ── TopicFollower ─► Outcomes ─► Acceptance over time ─► /api/outcomes, the page
/// ```
///
/// Start with [Outcomes], which says what is counted.
package io.radfm.results.outcomes;
