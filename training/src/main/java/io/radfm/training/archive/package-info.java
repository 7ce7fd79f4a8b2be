// SPDX-License-Identifier: Apache-2.0
/// What a cluster recorded, kept for as long as anybody likes: topics as Avro object container
/// files, and the objects their records name.
///
/// ```
///  broker ─► Log ─► Archiving ─┬─► SegmentWriter ─► topics/drafts/3/….avro, ….objects
///            registry ─────────┤                    schemas/7.avsc
///  object store ─► ObjectCopy ─┴─► objects/         manifests/00000001.json   (last: with it a round is whole)
///
///  Archive ─► replay      reads it as if it were the broker
///          ─► Verifying   every digest, offset and count
///          ─► Restoring   ─► another cluster, another object store
/// ```
///
/// A round is a part of every partition, fixed before anything is copied; who was killed goes on
/// with it and comes to the same bytes. Start with [io.radfm.training.archive.Archiving].
package io.radfm.training.archive;
