// SPDX-License-Identifier: Apache-2.0
package io.radfm.model.onnx;

import io.radfm.model.checkpoint.ElementType;
import io.radfm.model.checkpoint.Tensor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A graph being written (`onnx.proto`: ModelProto, GraphProto, NodeProto, TensorProto). Nodes come
/// in the order they are asked for, which is a topological one by construction.
public final class OnnxGraph {
    public static final String MICROSOFT = "com.microsoft";
    private static final int OPSET = 23;

    /// Element types by their number in TensorProto.DataType.
    public enum Type {
        FLOAT(1),
        UINT8(2),
        INT32(6),
        INT64(7),
        BOOL(9),
        FLOAT16(10),
        BFLOAT16(16);

        private final int number;

        Type(int number) {
            this.number = number;
        }

        public int number() {
            return number;
        }

        /// As a checkpoint's tensor holds its numbers.
        static Type of(ElementType stored) {
            return switch (stored) {
                case F32 -> FLOAT;
                case F16 -> FLOAT16;
                case BF16 -> BFLOAT16;
                case U8 -> UINT8;
                default -> throw new IllegalArgumentException(stored + " is no weight");
            };
        }
    }

    /// One attribute of a node. [Real], [Whole] and [Text] are scalars, [Wholes] a list.
    public sealed interface Attribute {
        String name();

        record Real(String name, float value) implements Attribute {}

        record Whole(String name, long value) implements Attribute {}

        record Wholes(String name, List<Long> values) implements Attribute {}

        record Text(String name, String value) implements Attribute {}

        static Attribute of(String name, double value) {
            return new Real(name, (float) value);
        }

        static Attribute of(String name, int value) {
            return new Whole(name, value);
        }

        static Attribute of(String name, Type type) {
            return new Whole(name, type.number);
        }

        static Attribute of(String name, String value) {
            return new Text(name, value);
        }

        static Attribute of(String name, List<Long> values) {
            return new Wholes(name, values);
        }
    }

    private final Message graph = new Message();
    private final Map<String, Tensor> weights = new LinkedHashMap<>();
    private final Map<String, Value> casts = new HashMap<>();
    private final int opset;
    private long parameters;
    private int names;

    public OnnxGraph(String name) {
        this(name, OPSET);
    }

    /// @param opset of the standard operators
    public OnnxGraph(String name, int opset) {
        this.opset = opset;
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

    /// A weight of the checkpoint, used where it lies, as numbers of this type. One stored in
    /// another is cast by the graph; an engine does that once, when it opens the graph.
    public Value weight(Tensor tensor, Type wanted) {
        var raw = raw(tensor, tensor.elements());
        if (Type.of(tensor.type()) == wanted) {
            return raw;
        }
        return casts.computeIfAbsent(
                tensor.name() + " " + wanted, _ -> node("Cast", List.of(raw), to(wanted)));
    }

    /// A tensor of the checkpoint in the type it has there.
    ///
    /// @param parameters how many of the model's numbers it holds
    public Value raw(Tensor tensor, long parameters) {
        if (weights.put(tensor.name(), tensor) == null) {
            this.parameters += parameters;
        }
        return new Value(tensor.name());
    }

    public Value cast(Value value, Type type) {
        return node("Cast", List.of(value), to(type));
    }

    private static Attribute to(Type type) {
        return Attribute.of("to", type);
    }

    public Value constant(float value) {
        return constant(Type.FLOAT, new long[0], bytes(4).putFloat(value));
    }

    /// A scalar of 8 bits.
    public Value octet(int value) {
        return constant(Type.UINT8, new long[0], bytes(1).put((byte) value));
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
        return new OnnxModel(graph.toBytes(), opset, parameters, weights);
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

    static Message tensor(String name, Type type, long[] shape) {
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
            case Attribute.Text(_, var value) -> message.text(4, value).integer(20, 3);
            case Attribute.Wholes(_, var values) -> {
                values.forEach(value -> message.integer(8, value));
                yield message.integer(20, 7);
            }
        };
    }
}
