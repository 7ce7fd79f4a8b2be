// SPDX-License-Identifier: Apache-2.0
package io.radfm.model.onnx;

import io.radfm.model.checkpoint.Tensor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A graph being written (`onnx.proto`: ModelProto, GraphProto, NodeProto, TensorProto). Nodes come
/// in the order they are asked for, which is a topological one by construction.
public final class OnnxGraph {
    public static final String MICROSOFT = "com.microsoft";
    private static final int OPSET = 23;
    private static final int IR_VERSION = 11;
    private static final int EXTERNAL = 1;

    /// Element types by their number in TensorProto.DataType.
    public enum Type {
        FLOAT(1),
        INT32(6),
        INT64(7);

        private final int number;

        Type(int number) {
            this.number = number;
        }
    }

    /// One attribute of a node. [Real] and [Whole] are scalars, [Wholes] a list.
    public sealed interface Attribute {
        String name();

        record Real(String name, float value) implements Attribute {}

        record Whole(String name, long value) implements Attribute {}

        record Wholes(String name, List<Long> values) implements Attribute {}

        static Attribute of(String name, double value) {
            return new Real(name, (float) value);
        }

        static Attribute of(String name, int value) {
            return new Whole(name, value);
        }

        static Attribute of(String name, List<Long> values) {
            return new Wholes(name, values);
        }
    }

    private final Message graph = new Message();
    private final Map<String, Tensor> weights = new LinkedHashMap<>();
    private int names;

    public OnnxGraph(String name) {
        graph.text(2, name);
    }

    /// An input of the model. A dimension is a number ([Integer], [Long]) or a name that stands for
    /// any number ([String]).
    public Value input(String name, Type type, Object... dimensions) {
        graph.message(11, valueInfo(name, type, dimensions));
        return new Value(name);
    }

    /// Makes `value` an output of the model, under this name.
    public void output(String name, Value value, Type type, Object... dimensions) {
        nodeTo("", "Identity", List.of(value), List.of(name));
        graph.message(12, valueInfo(name, type, dimensions));
    }

    /// Declares as an output what a node already writes under this name.
    public void outputOf(Value value, Type type, Object... dimensions) {
        graph.message(12, valueInfo(value.name(), type, dimensions));
    }

    /// A weight of the checkpoint, used where it lies.
    public Value weight(Tensor tensor) {
        if (weights.put(tensor.name(), tensor) == null) {
            var location = new Message().text(1, "location").text(2, "memory");
            var declared = tensor(tensor.name(), Type.FLOAT, tensor.shape());
            graph.message(5, declared.message(13, location).integer(14, EXTERNAL));
        }
        return new Value(tensor.name());
    }

    public Value constant(float value) {
        return constant(Type.FLOAT, new long[0], bytes(4).putFloat(value));
    }

    public Value constant(float[] values, long... shape) {
        var raw = bytes(Math.multiplyExact(4, values.length));
        raw.asFloatBuffer().put(values);
        return constant(Type.FLOAT, shape, raw);
    }

    public Value scalar(long value) {
        return constant(Type.INT64, new long[0], bytes(8).putLong(value));
    }

    public Value vector(long... values) {
        var raw = bytes(8 * values.length);
        raw.asLongBuffer().put(values);
        return constant(Type.INT64, new long[] {values.length}, raw);
    }

    /// A node of the standard set with one output.
    public Value node(String operator, List<Value> inputs, Attribute... attributes) {
        return node("", operator, inputs, 1, attributes).getFirst();
    }

    public Value node(String operator, Value... inputs) {
        return node(operator, List.of(inputs));
    }

    public List<Value> node(
            String domain,
            String operator,
            List<Value> inputs,
            int outputs,
            Attribute... attributes) {
        var names = new ArrayList<String>();
        for (int i = 0; i < outputs; i++) {
            names.add(unique(operator));
        }
        nodeTo(domain, operator, inputs, names, attributes);
        return names.stream().map(Value::new).toList();
    }

    /// A node whose outputs get these names.
    public void nodeTo(
            String domain,
            String operator,
            List<Value> inputs,
            List<String> outputs,
            Attribute... attributes) {
        var node = new Message();
        inputs.forEach(input -> node.text(1, input.name()));
        outputs.forEach(output -> node.text(2, output));
        node.text(3, unique("node")).text(4, operator).text(7, domain);
        for (var attribute : attributes) {
            node.message(5, attribute(attribute));
        }
        graph.message(1, node);
    }

    public OnnxModel build() {
        var model =
                new Message()
                        .integer(1, IR_VERSION)
                        .text(2, "radfm-streams")
                        .message(7, graph)
                        .message(8, new Message().text(1, "").integer(2, OPSET))
                        .message(8, new Message().text(1, MICROSOFT).integer(2, 1));
        return new OnnxModel(model.toBytes(), weights);
    }

    private Value constant(Type type, long[] shape, ByteBuffer raw) {
        var name = unique("constant");
        graph.message(5, tensor(name, type, shape).raw(9, raw.array()));
        return new Value(name);
    }

    private String unique(String prefix) {
        return prefix + "_" + names++;
    }

    private static ByteBuffer bytes(int length) {
        return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static Message tensor(String name, Type type, long[] shape) {
        var tensor = new Message();
        for (long size : shape) {
            tensor.integer(1, size);
        }
        return tensor.integer(2, type.number).text(8, name);
    }

    private static Message valueInfo(String name, Type type, Object... dimensions) {
        var shape = new Message();
        for (var dimension : dimensions) {
            shape.message(
                    1,
                    dimension instanceof Number size
                            ? new Message().integer(1, size.longValue())
                            : new Message().text(2, (String) dimension));
        }
        var tensor = new Message().integer(1, type.number).message(2, shape);
        return new Message().text(1, name).message(2, new Message().message(1, tensor));
    }

    private static Message attribute(Attribute attribute) {
        var message = new Message().text(1, attribute.name());
        return switch (attribute) {
            case Attribute.Real(_, var value) -> message.real(2, value).integer(20, 1);
            case Attribute.Whole(_, var value) -> message.integer(3, value).integer(20, 2);
            case Attribute.Wholes(_, var values) -> {
                values.forEach(value -> message.integer(8, value));
                yield message.integer(20, 7);
            }
        };
    }
}
