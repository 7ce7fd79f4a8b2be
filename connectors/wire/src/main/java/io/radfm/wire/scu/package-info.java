// SPDX-License-Identifier: Apache-2.0
/// Sends: C-STORE and C-ECHO as SCU, and the commands `./radfm send` and `./radfm echo`.
///
/// ```
///  Send ─► FileScan ─► SendJob ─► SendWorker ×N ─► StoreScu ─► association
///  (picocli)           queue,      retries            window of operations
///                      SendJournal, SendReport
/// ```
///
/// Programs start with [io.radfm.wire.scu.StoreScu] and [io.radfm.wire.scu.Echo]; the command with
/// [io.radfm.wire.scu.Send].
package io.radfm.wire.scu;
