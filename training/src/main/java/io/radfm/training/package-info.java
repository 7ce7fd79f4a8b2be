// SPDX-License-Identifier: Apache-2.0
/// Where training begins: a model directory with random weights and a tokenizer of its own.
///
/// ```
/// corpus ─► BytePairTrainer ─► tokenizer.model ─┐
/// sizes ──► Parameters ─► seeded weights ───────┼─► model directory ─► io.radfm.model.RadFm
///                                   model.json ─┘
/// ```
///
/// Start at [io.radfm.training.ModelInit], the command; [io.radfm.training.Initialise] does the
/// work.
package io.radfm.training;
