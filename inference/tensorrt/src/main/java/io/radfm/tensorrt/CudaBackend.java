// SPDX-License-Identifier: Apache-2.0
package io.radfm.tensorrt;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtProvider;

import io.radfm.model.Compute;
import io.radfm.model.ModelFailure;
import io.radfm.model.engine.Backend;
import io.radfm.model.engine.BoundModel;
import io.radfm.model.engine.Decoder;
import io.radfm.model.engine.VisionEncoder;
import io.radfm.model.engine.device.BoundExecution;
import io.radfm.model.engine.device.CacheLayout;
import io.radfm.model.engine.device.DeviceDecoder;
import io.radfm.model.engine.device.Placing;
import io.radfm.model.graph.GroupedDecoderGraph;
import io.radfm.model.graph.Linear;
import io.radfm.model.graph.VisionGraph;
import io.radfm.model.onnx.OnnxGraph.Type;
import io.radfm.model.onnx.OnnxModel;

import java.io.IOException;
import java.util.Optional;

/// ONNX Runtime on one GPU: the decoder with its cache there, by addresses, and the vision encoder.
/// For GPUs or drivers that TensorRT does not take, and for weights of few bits.
public final class CudaBackend implements Backend {
    /// CUDA that this ONNX Runtime is made for.
    static final int CUDA = 12;

    @Override
    public Compute.Engine engine() {
        return Compute.Engine.CUDA;
    }

    @Override
    public Optional<String> unavailable(int device) {
        try {
            Driver.open().gpu(device);
            CudaRuntime.open(CUDA);
        } catch (ModelFailure e) {
            return Optional.of("CUDA engine: " + e.getMessage());
        }
        return OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA)
                ? Optional.empty()
                : Optional.of(
                        "CUDA engine: this ONNX Runtime has no CUDA; it is built with Maven's"
                                + " profile onnxruntime-gpu");
    }

    @Override
    public Opened open(Order order) throws IOException {
        int device = order.options().compute().device();
        var gpu = Driver.open().gpu(device);
        var language = order.configuration().language();
        boolean wide = order.options().compute().numbers() == Compute.Numbers.FP32;
        var type = wide ? Type.FLOAT : Type.FLOAT16;
        var cache =
                CacheLayout.within(
                        language, type, order.options().batch() + 1, order.options().cacheBytes());
        var decoder = GroupedDecoderGraph.write(language, order.weights(), Linear.packed(0), type);
        var scan = VisionGraph.write(order.configuration(), order.weights(), false);
        var runtime = CudaRuntime.open(CUDA);
        runtime.use(device);
        long weights = MemoryPlan.packed(decoder, type) + MemoryPlan.packed(scan, Type.FLOAT);
        MemoryPlan.withWeights(order.configuration(), weights, cache, TensorRtBackend.PIECE)
                .refusal(gpu, runtime.memory().free())
                .ifPresent(
                        reason -> {
                            throw new ModelFailure("CUDA engine: " + reason);
                        });
        var vision =
                new VisionEncoder(
                        order.configuration(), bound(order, gpu, scan, BoundModel.Memory.RETURNED));
        try {
            return new Opened(
                    vision,
                    decoder(order, gpu, runtime, cache, decoder),
                    "ONNX Runtime %s with CUDA, %s, %s"
                            .formatted(
                                    OrtEnvironment.getEnvironment().getVersion(),
                                    gpu.name(),
                                    TensorRtBackend.name(type)));
        } catch (RuntimeException e) {
            vision.close();
            throw e;
        }
    }

    private static BoundModel bound(
            Order order, Gpu gpu, OnnxModel graph, BoundModel.Memory memory) {
        var model = new BoundModel(graph, order.options().threads(), memory);
        try {
            model.options().addCUDA(gpu.number());
            return model;
        } catch (OrtException e) {
            model.close();
            throw new ModelFailure("CUDA engine: ONNX Runtime does not take the GPU", e);
        }
    }

    private static Decoder decoder(
            Order order, Gpu gpu, CudaRuntime runtime, CacheLayout cache, OnnxModel graph) {
        var model = bound(order, gpu, graph, BoundModel.Memory.KEPT);
        var execution = BoundExecution.onCuda(model, gpu.number());
        return new DeviceDecoder(
                cache,
                Placing.GROUPED,
                execution,
                new CudaMemory(runtime, gpu.number()),
                TensorRtBackend.PIECE,
                model.parameters());
    }
}
