// SPDX-License-Identifier: Apache-2.0
/// From samples to batches.
///
/// ```
/// DataSet ─ Encoder, Terms ─► Corpus ─ Sampler ─► examples of one kind ─ Batcher, Patches ─► Batch
/// ```
package io.radfm.training.train.data;
