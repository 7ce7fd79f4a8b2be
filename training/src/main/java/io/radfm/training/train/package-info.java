// SPDX-License-Identifier: Apache-2.0
/// `./radfm train`, as far as it needs no engine: options, the plan made of them, and who carries
/// it out.
///
/// ```
/// Train ─ PlanOptions ─► TrainingOrder { TrainingPlan … } ─► Trainer (module training/trainer)
///   └─ Stopping: Ctrl-C ─► Trainer.stop ─► a checkpoint
/// ```
///
/// Start at [io.radfm.training.train.Train].
package io.radfm.training.train;
