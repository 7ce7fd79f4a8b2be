// SPDX-License-Identifier: Apache-2.0
package io.radfm.tensorrt;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;

import io.radfm.model.Compute;
import io.radfm.model.ModelFailure;
import io.radfm.model.checkpoint.Checkpoint;
import io.radfm.model.checkpoint.ElementType;
import io.radfm.model.engine.Backend;
import io.radfm.model.engine.Decoder;
import io.radfm.model.engine.VisionEncoder;
import io.radfm.model.engine.device.CacheLayout;
import io.radfm.model.engine.device.DeviceDecoder;
import io.radfm.model.engine.device.Placing;
import io.radfm.model.graph.StandardDecoderGraph;
import io.radfm.model.graph.VisionGraph;
import io.radfm.model.onnx.OnnxGraph.Type;
import io.radfm.model.onnx.OnnxModel;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/// TensorRT on one GPU. Several GPUs are several models, each with its device.
public final class TensorRtBackend implements Backend {
    /// Positions of a prompt in one run.
    static final int PIECE = 128;

    @Override
    public Compute.Engine engine() {
        return Compute.Engine.TENSORRT;
    }

    @Override
    public Optional<String> unavailable(int device) {
        return TensorRtLibrary.unavailable(device);
    }

    @Override
    public Opened open(Order order) throws IOException {
        int device = order.options().compute().device();
        var gpu = Driver.open().gpu(device);
        var language = order.configuration().language();
        var type = type(order.options().compute().numbers(), order.weights());
        var cache =
                CacheLayout.within(
                        language, type, order.options().batch() + 1, order.options().cacheBytes());
        var graph = StandardDecoderGraph.write(language, order.weights(), type, cache.capacity());
        var vision = VisionGraph.writeStandard(order.configuration(), order.weights());

        var runtime = CudaRuntime.open(TensorRtLibrary.CUDA);
        runtime.use(device);
        MemoryPlan.of(order.configuration(), vision.parameters(), cache, PIECE)
                .refusal(gpu, runtime.memory().free())
                .ifPresent(
                        reason -> {
                            throw new ModelFailure("TensorRT engine: " + reason);
                        });

        var decoder = decoder(order, gpu, runtime, cache, graph);
        try {
            return new Opened(
                    vision(order, device, vision),
                    decoder,
                    "TensorRT %s, %s, %s"
                            .formatted(TensorRtLibrary.version(), gpu.name(), name(type)));
        } catch (IOException | RuntimeException e) {
            decoder.close();
            throw e;
        }
    }

    private static Decoder decoder(
            Order order, Gpu gpu, CudaRuntime runtime, CacheLayout cache, OnnxModel graph)
            throws IOException {
        var memory = new CudaMemory(runtime, gpu.number());
        LoadedEngine engine;
        try {
            var key =
                    new EngineKey(
                            "decoder",
                            order.weightsDigest(),
                            graph.structure(),
                            TensorRtLibrary.version(),
                            gpu,
                            Profile.decoder(cache, PIECE));
            engine =
                    new Engines(new Messages(), memory, new EngineCache(order.cache()))
                            .open(key, graph.weights());
        } catch (IOException | RuntimeException e) {
            memory.close();
            throw e;
        }
        return new DeviceDecoder(
                cache,
                Placing.STANDARD,
                new TensorRtExecution(engine, memory),
                memory,
                PIECE,
                graph.parameters());
    }

    private static VisionEncoder vision(Order order, int device, OnnxModel graph)
            throws IOException {
        var model = Model.newInstance("vision", Device.gpu(device), TensorRtEngine.NAME);
        try {
            model.load(
                    new ByteArrayInputStream(graph.structure()),
                    Map.of(
                            TensorRtModel.WEIGHTS,
                            graph.weights(),
                            TensorRtModel.WEIGHTS_DIGEST,
                            order.weightsDigest(),
                            TensorRtModel.PROFILES,
                            Profile.vision(order.configuration().vision()),
                            TensorRtModel.CACHE,
                            order.cache().toString()));
        } catch (MalformedModelException e) {
            model.close();
            throw new ModelFailure("TensorRT does not open the vision graph", e);
        } catch (IOException | RuntimeException e) {
            model.close();
            throw e;
        }
        return new VisionEncoder(order.configuration(), model, () -> {}, graph.parameters());
    }

    /// What a GPU computes the language model with.
    static Type type(Compute.Numbers wanted, Checkpoint weights) {
        return switch (wanted) {
            case FP32 -> Type.FLOAT;
            case FP16 -> Type.FLOAT16;
            case BF16 -> Type.BFLOAT16;
            case AUTO -> {
                var stored =
                        weights.tensors().get("lang_model.model.layers.0.self_attn.q_proj.weight");
                yield stored != null && stored.type() == ElementType.BF16
                        ? Type.BFLOAT16
                        : Type.FLOAT16;
            }
        };
    }

    static String name(Type type) {
        return switch (type) {
            case FLOAT -> "fp32";
            case FLOAT16 -> "fp16";
            default -> "bf16";
        };
    }
}
