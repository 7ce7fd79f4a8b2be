// SPDX-License-Identifier: Apache-2.0

/// A RIS without a hospital: orders before the simulated studies, signed reports after them.
///
/// ```
///  SimulatedStudy ─► Orders ─────────────────────► ris.orders
///        │                                                       (ingest, streams, worker)
///        └─► KnownStudies ─► Radiologist ────────► ris.reports
///                              ▲  Desk: who waits, who is signed
///                              └── drafts, or study.contexts
/// ```
///
/// Start reading at [io.radfm.ris.Radiologist]; the language is in `language`.
package io.radfm.ris;
