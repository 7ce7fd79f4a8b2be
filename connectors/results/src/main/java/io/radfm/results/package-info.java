// SPDX-License-Identifier: Apache-2.0
/// From a draft to those who read it: a DICOM SR in a folder and in the PACS, and the reading page.
///
/// ```
///            ┌─► sr ─► delivery ─► folder, PACS (C-STORE)
///  drafts ───┤
///            └─► worklist ─► web ─► reading page, JSON API, server-sent events
///  study.states ─┘            ▲
///  draft.outcomes ─► outcomes ┘
/// ```
///
/// Start with `Results`, which puts the packages together.
package io.radfm.results;
