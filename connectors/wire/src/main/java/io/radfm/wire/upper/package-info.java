// SPDX-License-Identifier: Apache-2.0
/// The association: the DICOM upper layer service over one TCP connection (PS3.8 §7, §9.2).
///
/// ```
///   user ── primitives ──►  Association  ◄── Indication ── user
///                               │ Event
///                               ▼
///                          UpperLayer  ── Table 9-10: (Event, State) → Action → State
///                               │ Effects: send, close, ARTIM, indicate
///                               ▼
///                          PduChannel ◄──► socket
/// ```
///
/// Start with [io.radfm.wire.upper.Association]; the standard's table is in
/// [io.radfm.wire.upper.TransitionTable].
package io.radfm.wire.upper;
