// SPDX-License-Identifier: Apache-2.0
/// From topics to a data set: contexts as they were served, with the reports that were signed about
/// them.
///
/// ```
///  study.contexts ─┐                           per study, any number at once        one after another
///  ris.reports  ───┼─► Gathering ─► Study ─► StudyReader ─► StudySamples ─► Staging ─► Pack ─► shards
///  ris.orders   ───┤   (offsets     │        sections, labels, scrubbing,              card
///  drafts  ────────┘    of the plan)│        pseudonyms, Preparer
///                  object store ────┘
/// ```
///
/// What is read is fixed by the [io.radfm.training.replay.Plan] when a replay begins; what is
/// written depends on nothing else, so a replay that was killed goes on where it was and ends with
/// the same bytes. Start with [io.radfm.training.replay.Replaying].
package io.radfm.training.replay;
