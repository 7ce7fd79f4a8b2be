// SPDX-License-Identifier: Apache-2.0
/// The worklist: where each of the newest studies is, kept in memory and rebuilt from Kafka at
/// start.
///
/// ```
///  study.states ─┐                          ┌─► newestFirst(), study(uid)      (the JSON API)
///                ├─ WorklistReader ─► Worklist
///  drafts ───────┘                   ▲      └─► Changes ─► server-sent events  (the page)
///  draft.progress ── TopicFollower ──┘
/// ```
///
/// Start with [Study], which says how a state and a draft that arrive in either order are shown as
/// one study; [Worklist] bounds how many are kept.
package io.radfm.results.worklist;
