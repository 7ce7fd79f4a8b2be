// SPDX-License-Identifier: Apache-2.0
/// Objects found by what they are: bytes go in, their SHA-256 comes out, and is the only way to
/// name them afterwards.
///
/// ```
///   begin ──► Upload ──write──► incoming/…  (hashed as it passes, a buffer at a time)
///                │
///              commit ──► force the file ──► rename to sha256/ab/cdef… ──► force the folder ──► ObjectRef
///                                                                          └ shared by all who wait
///   open(digest) ◄── sha256/ab/cdef…        a name that is visible always has its whole content
/// ```
///
/// Start reading at [io.radfm.storage.ObjectStore]; how a commit becomes durable is in
/// [io.radfm.storage.FileUpload] and [io.radfm.storage.Shards].
package io.radfm.storage;
