// SPDX-License-Identifier: Apache-2.0
/// From predictions to RadBench's table: tasks, metrics, modalities, labels.
///
/// ```
///  Item + answer = Prediction ─► Scoring ─► Scored ─► Metric ─► Slice ┬─ all of a task
///                                                                     ├─ by modality
///                                                                     └─ by label
/// ```
///
/// Start with [io.radfm.training.evaluate.score.Scoring].
package io.radfm.training.evaluate.score;
