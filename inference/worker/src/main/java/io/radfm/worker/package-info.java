// SPDX-License-Identifier: Apache-2.0
/// Jobs in, results out: takes study contexts from a Kafka share group, asks RadFM, publishes what
/// it wrote.
///
/// ```
///  inference.jobs.stat ────► Lane ─┐  Delivery                    ┌► Outbox ─► inference.results
///  inference.jobs.routine ─► Lane ─┴────────► JobRunner ──────────┤
///                             │ Lease            │ Drafter        └► dead.letters
///                             │ renews, ends     ├─ Preparer  context ─► scans
///                             ▼                  └─ RadFm     scans, text ─► answers, STAT first
///                          broker                       └─ ProgressTeller ─► draft.progress
/// ```
///
/// A lane is a consumer and its thread; the job runs on another thread while the lane keeps its
/// lock. `ModelFollower` reads topic `models` and changes the model between two jobs
/// (`CurrentModel`). Start reading at [io.radfm.worker.Worker]; what happens to a job is in
/// [io.radfm.worker.JobRunner].
package io.radfm.worker;
