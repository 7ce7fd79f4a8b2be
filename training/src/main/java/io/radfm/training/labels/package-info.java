// SPDX-License-Identifier: Apache-2.0
/// What a report says is there, what it says is not, and on which side: by rules and a term list.
///
/// ```
///  text ─► Sentences ─► Words ─┬─ Vocabulary: terms, masks      ─► mentions
///                              └─ Scope: no, maybe, past, sides ─► present │ absent │ uncertain
/// ```
///
/// The same rules label reports for data sets and compare drafts with signed reports. Start with
/// [io.radfm.training.labels.Labeller].
package io.radfm.training.labels;
