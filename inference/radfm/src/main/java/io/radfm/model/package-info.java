// SPDX-License-Identifier: Apache-2.0
/// RadFM: a model that reads text with 2D and 3D scans anywhere in it, and writes text.
///
/// ```
///              model directory
///    config.json  tokenizer.model  weights  model.json
///         │              │            │          │
///         ▼              ▼            ▼          ▼
///   Configuration    tokenizer    checkpoint  Manifest
///         └──────┬───────┼────────────┤
///              graph     │            │        graphs written from sizes and weights
///              engine    │            │        run by ONNX Runtime, vision through DJL
///                └── generation ──────┘        greedy, with a key-value cache
///                        │
///   Prompt ───────────► RadFm ───────────► Answer
/// ```
///
/// Directories are made by `conversion` and held against other implementations by `verification`;
/// both are commands in `command`. Start at [io.radfm.model.RadFm]. This module knows neither Kafka
/// nor DICOM.
package io.radfm.model;
