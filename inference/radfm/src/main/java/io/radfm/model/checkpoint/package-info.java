// SPDX-License-Identifier: Apache-2.0
/// Weights as named tensors over one memory mapping per file; nothing is copied until someone asks.
///
/// ```
/// pytorch_model.bin   ZipDirectory ─► Pickle ─┐
/// model.safetensors   SafeTensors ────────────┼─► Checkpoint ─► Tensor
/// …index.json         several of them ────────┘
/// ```
///
/// Start at [io.radfm.model.checkpoint.Checkpoint]. The files are hostile until proven otherwise:
/// every offset, count and shape is checked against the file, a pickle may name five things and no
/// others, and what does not fit ends in a [io.radfm.model.MalformedModel] that says where.
package io.radfm.model.checkpoint;
