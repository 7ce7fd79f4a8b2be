// SPDX-License-Identifier: Apache-2.0
package io.radfm.tensorrt;

import static org.bytedeco.tensorrt.global.nvinfer.createInferBuilder;
import static org.bytedeco.tensorrt.global.nvonnxparser.createParser;

import io.radfm.model.checkpoint.Tensor;
import io.radfm.model.onnx.OnnxModel;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.tensorrt.global.nvinfer.BuilderFlag;
import org.bytedeco.tensorrt.global.nvinfer.OptProfileSelector;
import org.bytedeco.tensorrt.nvinfer.IBuilder;
import org.bytedeco.tensorrt.nvinfer.IBuilderConfig;
import org.bytedeco.tensorrt.nvinfer.INetworkDefinition;
import org.bytedeco.tensorrt.nvonnxparser.IParser;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.util.List;
import java.util.Map;

/// Makes a plan of a graph: minutes for a large one, and the GPU's whole attention. Types are those
/// the graph says (strongly typed), weights are read from the mapped checkpoint.
final class EngineBuilder {
    private final Messages messages;
    private final CudaMemory memory;

    EngineBuilder(Messages messages, CudaMemory memory) {
        this.messages = messages;
        this.memory = memory;
    }

    /// The model of a graph of ours.
    void build(OnnxModel model, List<Profile> profiles, EngineCache.Sink sink) throws IOException {
        build(model.structure(), model.weights(), profiles, sink);
    }

    /// @param model a serialized ModelProto
    /// @param weights that it declares as external, by name
    void build(
            byte[] model,
            Map<String, Tensor> weights,
            List<Profile> profiles,
            EngineCache.Sink sink)
            throws IOException {
        memory.use();
        IBuilder builder = null;
        INetworkDefinition network = null;
        IBuilderConfig config = null;
        try (var arena = Arena.ofShared();
                var bytes = new BytePointer(model)) {
            builder = messages.require(createInferBuilder(messages.listener()), "no builder");
            // no flags: since version 11 every network is strongly typed
            network = messages.require(builder.createNetworkV2(0), "no network");
            parse(network, bytes, weights, arena);
            config = messages.require(builder.createBuilderConfig(), "no builder configuration");
            // 32 bits mean 32 bits: the tokens of a CPU
            config.clearFlag(BuilderFlag.kTF32);
            for (var profile : profiles) {
                add(builder, config, profile);
            }
            try (var writer = new PlanWriter(sink)) {
                boolean built =
                        builder.buildSerializedNetworkToStream(network, config, writer.object());
                writer.check();
                messages.require(built, "the engine cannot be built");
            }
        } finally {
            Native.delete(config);
            Native.delete(network);
            Native.delete(builder);
        }
    }

    private void parse(
            INetworkDefinition network,
            BytePointer model,
            Map<String, Tensor> weights,
            Arena arena) {
        // never deleted, a few kilobytes: where its destructor lies differs among versions
        IParser parser = messages.require(createParser(network, messages.listener()), "no parser");
        messages.require(
                parser.loadModelProto(model, model.capacity()),
                "the graph cannot be read" + errors(parser));
        for (var weight : weights.entrySet()) {
            var data = weight.getValue().inPlace(arena);
            messages.require(
                    parser.loadInitializer(
                            weight.getKey(), Native.pointer(data.address()), data.byteSize()),
                    "weight " + weight.getKey() + " is not taken" + errors(parser));
        }
        if (!parser.parseModelProto()) {
            throw messages.failure("the graph cannot be parsed" + errors(parser));
        }
    }

    private static String errors(IParser parser) {
        var text = new StringBuilder();
        for (int i = 0; i < Math.min(parser.getNbErrors(), 4); i++) {
            var error = parser.getError(i);
            text.append("; node ")
                    .append(error.nodeName())
                    .append(' ')
                    .append(error.nodeOperator())
                    .append(": ")
                    .append(error.desc());
        }
        return text.toString();
    }

    private void add(IBuilder builder, IBuilderConfig config, Profile profile) {
        var made = messages.require(builder.createOptimizationProfile(), "no profile");
        profile.inputs()
                .forEach(
                        (name, range) -> {
                            var what = "shapes of " + name + " in profile " + profile.name();
                            var min = Native.dims(array(range.min()));
                            var opt = Native.dims(array(range.opt()));
                            var max = Native.dims(array(range.max()));
                            messages.require(
                                    made.setDimensions(name, OptProfileSelector.kMIN, min)
                                            && made.setDimensions(
                                                    name, OptProfileSelector.kOPT, opt)
                                            && made.setDimensions(
                                                    name, OptProfileSelector.kMAX, max),
                                    what);
                        });
        messages.require(config.addOptimizationProfile(made) >= 0, "profile " + profile.name());
    }

    private static long[] array(List<Long> lengths) {
        return lengths.stream().mapToLong(Long::longValue).toArray();
    }
}
