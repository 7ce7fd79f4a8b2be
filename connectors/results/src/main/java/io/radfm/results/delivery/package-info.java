// SPDX-License-Identifier: Apache-2.0
/// Drafts as SR files in a folder, and on to a PACS until it has accepted or refused them.
///
/// ```
///  drafts ─► DraftFollower (group "results.sr")   ─► SrFolder      <study>/<revision>-<SOP UID>.dcm
///  drafts ─► DraftFollower (group "results.pacs") ─► PacsDelivery  C-STORE ─► …-<SOP UID>.json (Receipt)
/// ```
///
/// A follower commits a draft's offset only after its step is done, and tries a step that fails
/// again until it is, so a restart goes on where it was; SRs and their UIDs are the same each time.
/// The PACS's own follower lets drafts be read here while the PACS is away. Start with
/// [DraftFollower].
package io.radfm.results.delivery;
