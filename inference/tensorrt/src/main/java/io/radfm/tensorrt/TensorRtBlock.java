// SPDX-License-Identifier: Apache-2.0
package io.radfm.tensorrt;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractSymbolBlock;
import ai.djl.nn.ParameterList;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// An engine that DJL's Predictor runs: arrays on the GPU in, arrays on the GPU out.
final class TensorRtBlock extends AbstractSymbolBlock implements AutoCloseable {
    private final LoadedEngine engine;
    private final TensorRtManager manager;
    private final List<LoadedEngine.Port> inputs = new ArrayList<>();
    private final List<LoadedEngine.Port> outputs = new ArrayList<>();

    TensorRtBlock(LoadedEngine engine, TensorRtManager manager) {
        this.engine = engine;
        this.manager = manager;
        for (var port : engine.ports()) {
            (port.input() ? inputs : outputs).add(port);
        }
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore parameters,
            NDList given,
            boolean training,
            PairList<String, Object> more) {
        if (given.size() != inputs.size()) {
            throw new IllegalArgumentException(
                    "%d inputs, wanted %s".formatted(given.size(), names(inputs)));
        }
        var shapes = new HashMap<String, long[]>();
        var addresses = new HashMap<String, Long>();
        var results = new NDList();
        try (var scope = manager.newSubManager()) {
            for (int i = 0; i < inputs.size(); i++) {
                var port = inputs.get(i);
                var array = (TensorRtArray) scope.from(find(given, i, port));
                if (array.getDataType() != type(port)) {
                    throw new IllegalArgumentException(
                            "input %s of %s, wanted %s"
                                    .formatted(port.name(), array.getDataType(), type(port)));
                }
                shapes.put(port.name(), array.getShape().getShape());
                addresses.put(port.name(), array.address());
            }
            for (var port : outputs) {
                var shape = new Shape(engine.outputShape(shapes, port.name()));
                var array = scope.allocate(shape, type(port));
                array.setName(port.name());
                addresses.put(port.name(), array.address());
                results.add(array);
            }
            engine.run(shapes, addresses);
            results.attach(given.head().getManager());
        }
        return results;
    }

    /// By name when inputs have names, else by their order.
    private static NDArray find(NDList given, int index, LoadedEngine.Port port) {
        if (given.head().getName() == null) {
            return given.get(index);
        }
        for (var array : given) {
            if (port.name().equals(array.getName())) {
                return array;
            }
        }
        throw new IllegalArgumentException("input " + port.name() + " is missing");
    }

    private static DataType type(LoadedEngine.Port port) {
        return switch (port.type()) {
            case kFLOAT -> DataType.FLOAT32;
            case kHALF -> DataType.FLOAT16;
            case kBF16 -> DataType.BFLOAT16;
            case kINT8 -> DataType.INT8;
            case kUINT8 -> DataType.UINT8;
            case kINT32 -> DataType.INT32;
            case kINT64 -> DataType.INT64;
            case kBOOL -> DataType.BOOLEAN;
            default ->
                    throw new UnsupportedOperationException(port.name() + " holds " + port.type());
        };
    }

    private static List<String> names(List<LoadedEngine.Port> ports) {
        return ports.stream().map(LoadedEngine.Port::name).toList();
    }

    @Override
    public PairList<String, Shape> describeInput() {
        var described = new PairList<String, Shape>();
        inputs.forEach(port -> described.add(port.name(), new Shape(port.shape())));
        return described;
    }

    @Override
    public Map<String, String> getCustomMetadata() {
        return Map.of();
    }

    @Override
    public ParameterList getDirectParameters() {
        return new ParameterList(); // an engine's weights are its own
    }

    @Override
    public void removeLastBlock() {
        throw new UnsupportedOperationException("an engine is one piece");
    }

    @Override
    public void close() {
        engine.close();
    }
}
