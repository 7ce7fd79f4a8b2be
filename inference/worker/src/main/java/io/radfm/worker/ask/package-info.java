// SPDX-License-Identifier: Apache-2.0
/// Asks a model by hand: files in, answers on the terminal.
///
/// ```
///  files ─► ScanFiles ─► Preparer ─► RadFM ─► Transcript   as it is written
///                                        └──► AnswersTree  --json
/// ```
///
/// Start with [io.radfm.worker.ask.Ask].
package io.radfm.worker.ask;
