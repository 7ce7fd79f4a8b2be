// SPDX-License-Identifier: Apache-2.0
/// DICOM on the network: receive objects as a C-STORE SCP, send them as an SCU (PS3.7, PS3.8).
///
/// ```
///  scp.DicomServer ─┐                                 ┌─ scu.StoreScu, scu.Echo
///   (StoreService)  │                                 │   (./radfm send, ./radfm echo)
///                   ▼                                 ▼
///                 dimse     C-STORE, C-ECHO; an object as a stream over its fragments
///                   ▼
///                 upper     the association: PS3.8 Table 9-10, timers, one socket
///                   ▼
///                  pdu      bytes ⇄ records, every length bounded
/// ```
///
/// Start with [io.radfm.wire.scp.DicomServer] to receive and [io.radfm.wire.scu.StoreScu] to send.
package io.radfm.wire;
