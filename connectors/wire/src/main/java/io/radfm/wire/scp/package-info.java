// SPDX-License-Identifier: Apache-2.0
/// Receives: C-STORE and C-ECHO as SCP (PS3.4 Annex A and B).
///
/// ```
///  socket ─► DicomServer ─► ServerAssociation (one virtual thread each)
///                              │  Negotiation: what is accepted
///                              │  StoreRequest + the bytes, while they arrive
///                              ▼
///                           StoreService (yours) ── DimseStatus, now or later ──► C-STORE-RSP
/// ```
///
/// Start with [io.radfm.wire.scp.DicomServer] and [io.radfm.wire.scp.StoreService].
package io.radfm.wire.scp;
