// SPDX-License-Identifier: Apache-2.0
/// Everything in one command, and the list of all commands.
///
/// ```
///  ./radfm NAME …  ──► Radfm ──► Command         one line each for help; a class is loaded only when it is run
///                                   │
///                                   ▼ lab
///   LabFolder   one folder, one lab: a lock                      Narrator  a line for each step of a study
///      │                                                            ▲        and, with --studies N, the summary
///      ▼                                                            │
///   Lab ──► Platform (broker here, registry beside) ──► ingest ─ streams ─ worker ─ results
///      └──► Modalities (studies to ingest) ─ LabRis (an order before each, a signed report after)
/// ```
///
/// Start reading at [io.radfm.lab.Lab]. The lab adds nothing to the roles: it decides their
/// addresses and folders, and starts them as their own commands would.
package io.radfm.lab;
