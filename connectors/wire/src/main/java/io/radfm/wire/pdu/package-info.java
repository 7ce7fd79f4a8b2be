// SPDX-License-Identifier: Apache-2.0
/// The seven protocol data units of the DICOM upper layer as records (PS3.8 §9.3).
///
/// ```
///  bytes ── PduHeader.read ──► type, length ── PduReader.read ──► Pdu
///    ▲                            (bounded: PduLimits)             │
///    └───────────────────────── PduWriter.write ◄──────────────────┘
/// ```
///
/// Start with [io.radfm.wire.pdu.Pdu]. Nothing here knows sockets or states.
package io.radfm.wire.pdu;
