// SPDX-License-Identifier: Apache-2.0
/// The decoder where the cache lies in a device's memory and stays there.
///
/// ```
///                    embeddings, rows, positions          logits
/// DeviceDecoder ──────────────────────────────► Execution ──────►
///   │ slots, pieces, windows          cache by address │
///   └──────────────► DeviceMemory ◄────────────────────┘
///                      HostMemory · CudaMemory
/// ```
///
/// Start at [io.radfm.model.engine.device.DeviceDecoder]. Only what is new crosses over in a step:
/// one row per sequence in, one row of logits per sequence out. [BoundExecution] is ONNX Runtime
/// with input and output bound by address, on a CPU as on a GPU, so the same code is tested without
/// one; other engines bring an [io.radfm.model.engine.device.Execution] of their own.
package io.radfm.model.engine.device;
