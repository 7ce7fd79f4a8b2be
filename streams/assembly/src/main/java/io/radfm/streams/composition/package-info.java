// SPDX-License-Identifier: Apache-2.0
/// What the model is given of a closed study, in which order, and what it is asked. Pure: the same
/// instances give the same context and the same questions, in whatever order they arrived.
///
/// ```
///   instances ─► LeftOutRules ─► ScanFinder ─► ScanChoice ─► segments
///                what it must     volumes and   at most N     patient, description, indication,
///                not see          images        of each       history, then per scan: series text, scan
///                                          │
///                                          └──► Questions ◄── QuestionSet ◄── QuestionFile
/// ```
///
/// Start reading at [io.radfm.streams.composition.Composer].
package io.radfm.streams.composition;
