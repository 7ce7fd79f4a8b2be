// SPDX-License-Identifier: Apache-2.0
/// What a training step costs. `.ci/bench StepBench` runs it.
///
/// ```
/// Phantoms ─► Sampler, Batcher ─► loss ─ backward ─ AdamW ─► ms, MB
/// ```
package io.radfm.training.train.bench;
