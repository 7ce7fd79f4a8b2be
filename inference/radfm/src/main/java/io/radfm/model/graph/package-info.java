// SPDX-License-Identifier: Apache-2.0
/// RadFM as ONNX graphs, written from a configuration and a checkpoint. Read them like the paper.
///
/// ```
/// VisionGraph    image [c,H,W,D] ─► patches ─► ViT ─► perceiver ─► fc ─► tokens [32, hidden]
/// DecoderGraph   embeddings [S, hidden] ─► LLaMA with a key-value cache ─► logits [R, vocab]
///                  ReferenceDecoderGraph   plain operators, the cache grows by copying
///                  GroupedDecoderGraph     fused operators, the cache is written in place
///                  StandardDecoderGraph    the standard's operators, the cache is written in place
/// Layers         what both are made of; Linear is where another number format plugs in
/// ```
///
/// Activations are matrices `[tokens, width]`: one scan, one sequence at a time.
package io.radfm.model.graph;
