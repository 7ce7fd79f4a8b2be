// SPDX-License-Identifier: Apache-2.0
/// DIMSE messages over an association: a command, and sometimes a data set (PS3.7).
///
/// ```
///  Association ── P-DATA ──► MessageReader ──► Message(context, Command, DataSetStream)
///                                                 │ fragments on demand, never the whole object
///  Association ◄── P-DATA ── MessageWriter ◄── Command, bytes of a data set
/// ```
///
/// Start with [io.radfm.wire.dimse.Command]; objects arrive as [io.radfm.wire.dimse.DataSetStream].
package io.radfm.wire.dimse;
