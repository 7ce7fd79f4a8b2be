// SPDX-License-Identifier: Apache-2.0
/// RadFM through which gradients flow, on DJL's PyTorch engine; the weights have the names and
/// shapes of the serving engine's checkpoint.
///
/// ```
/// Batch ─► RadFmBlock ─┬─ VisionBlock    patches ─► rows of scans
///                      ├─ LanguageBlock  embeddings ─► logits
///                      └─ Weights        named tensors, which of them are trained, low rank
/// ```
package io.radfm.training.train.block;
