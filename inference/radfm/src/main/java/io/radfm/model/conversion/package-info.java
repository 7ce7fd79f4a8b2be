// SPDX-License-Identifier: Apache-2.0
/// From a checkpoint, in whatever form it was saved, to a model directory that is served.
///
/// ```
/// pytorch_model.bin ─► Checkpoint ─► CheckpointNumbers ─┐
///        (no config) InferredConfiguration ─────────────┼─► WeightPlan ─► ModelWriter ─► directory
///        tokenizer.model ───────────────────────────────┘   (pieces)      GraphFiles
/// ```
///
/// Start at [io.radfm.model.conversion.ModelWriter].
package io.radfm.model.conversion;
