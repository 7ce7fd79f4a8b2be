// SPDX-License-Identifier: Apache-2.0
/// Images become study contexts, answers become drafts: one Kafka Streams topology, exactly once.
///
/// ```
///  dicom.instances ─► Assembler ─► ContextMaker ─► study.contexts, inference.jobs.{stat,routine}
///                         │            │
///                     ┌───┴────────────┴───┐
///                     │ studies, instances │            ┌► drafts
///                     │ alarms, pending    │            ├► study.states
///                     └────────┬───────────┘            │
///  inference.results ─────► Settler ────────────────────┘
/// ```
///
/// Start reading at [io.radfm.streams.StudyTopology]; the decisions are in the pure packages
/// [io.radfm.streams.assembly], [io.radfm.streams.composition] and [io.radfm.streams.settlement].
package io.radfm.streams;
