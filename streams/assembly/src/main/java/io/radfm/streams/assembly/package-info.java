// SPDX-License-Identifier: Apache-2.0
/// When a study is complete. Pure: no Kafka, no clock of its own, so that live traffic and a replay
/// decide by the same code.
///
/// ```
///   instance ──► StudyMachine ──► StudyRecord ──► AssemblyPolicy ──► Wait | Close
///                (what it changes)                (event time, and wall time while the
///                                                  input is watched: Sight, WatchLog)
/// ```
///
/// Start reading at [io.radfm.streams.assembly.AssemblyPolicy].
package io.radfm.streams.assembly;
