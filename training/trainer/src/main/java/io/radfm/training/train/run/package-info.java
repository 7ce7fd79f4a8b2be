// SPDX-License-Identifier: Apache-2.0
/// A run: begins or resumes, steps, looks at the validation split, saves, writes the model.
///
/// ```
/// TorchTrainer ─ Starting ─► Run ─┬─ Looks, Greedy      validation loss, generated answers
///                                 ├─ Snapshot, History  checkpoints in the RunFolder
///                                 └─ ModelCard, Curves  README.md beside the weights
/// ```
package io.radfm.training.train.run;
