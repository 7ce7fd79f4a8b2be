// SPDX-License-Identifier: Apache-2.0
/// RadFM on NVIDIA GPUs.
///
/// ```
/// OnnxModel + checkpoint ─► EngineBuilder ─► EngineCache ─► LoadedEngine ─┬─► TensorRtExecution ─► DeviceDecoder
///        strongly typed        IParser         a file          ICudaEngine └─► DJL: Model, Predictor, NDArray
/// ```
///
/// [io.radfm.tensorrt.TensorRtBackend] puts it together; [io.radfm.tensorrt.CudaBackend] does the
/// same with ONNX Runtime. [io.radfm.tensorrt.MemoryPlan], [io.radfm.tensorrt.EngineKey] and
/// [io.radfm.tensorrt.Profile] are plain arithmetic. Native code is reached through JavaCPP
/// (TensorRT) and the JDK's foreign functions (CUDA's runtime), and nothing of it is touched before
/// it is needed.
package io.radfm.tensorrt;
