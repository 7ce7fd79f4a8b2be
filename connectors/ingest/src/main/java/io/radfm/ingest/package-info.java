// SPDX-License-Identifier: Apache-2.0
/// Objects from modalities and archives: into the object store, announced on Kafka, then
/// acknowledged.
///
/// ```
///  socket ──► DataSetStream ──► Copy ──────────► Upload (hash, file) ──seal──► digest ──► force, rename ──┐
///                                 │                                              │                       ├──► 0x0000
///                             DicomReader                                        └─► InstanceReceived ──►┘
///                          (header, then stops)                                       Kafka, acks=all
/// ```
///
/// Both ends of the fork must answer before the sender is told that we have the object; anything
/// else is a status that says why, and whether to come again. Start reading at
/// [io.radfm.ingest.InstanceReceiver].
package io.radfm.ingest;
