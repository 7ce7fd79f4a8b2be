// SPDX-License-Identifier: Apache-2.0
/// Graphs at work in ONNX Runtime, on the CPU.
///
/// ```
/// OnnxModel ─► BoundModel (weights in place) ─┬─► VisionEncoder   scan ─► tokens, by DJL
///                                             └─► Decoder         embeddings ─► logits
///                                                   ReferenceDecoder · InPlaceDecoder
/// ```
///
/// [io.radfm.model.engine.DecoderStyle] chooses a decoder: its graph and how its cache is kept.
package io.radfm.model.engine;
