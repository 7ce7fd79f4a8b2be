// SPDX-License-Identifier: Apache-2.0
package io.radfm.model.engine;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.Map;

/// The inputs of one run; closed, with their memory, after it.
final class Tensors implements AutoCloseable {
    private final Map<String, OnnxTensor> byName = new HashMap<>();

    Tensors floats(String name, FloatBuffer direct, long... shape) throws OrtException {
        byName.put(name, OnnxTensor.createTensor(OnnxRuntime.environment(), direct, shape));
        return this;
    }

    Tensors int64(String name, long... values) throws OrtException {
        return int64Matrix(name, values, values.length);
    }

    Tensors int64Matrix(String name, long[] values, long... shape) throws OrtException {
        var buffer = direct(8 * values.length).asLongBuffer().put(values).flip();
        byName.put(name, OnnxTensor.createTensor(OnnxRuntime.environment(), buffer, shape));
        return this;
    }

    Tensors int32(String name, int[] values) throws OrtException {
        return int32(name, values, values.length);
    }

    /// A scalar.
    Tensors int32(String name, int value) throws OrtException {
        return int32(name, new int[] {value}, new long[0]);
    }

    private Tensors int32(String name, int[] values, long... shape) throws OrtException {
        var buffer = direct(4 * values.length).asIntBuffer().put(values).flip();
        byName.put(name, OnnxTensor.createTensor(OnnxRuntime.environment(), buffer, shape));
        return this;
    }

    Map<String, OnnxTensor> byName() {
        return byName;
    }

    /// These, and others that live longer.
    Map<String, OnnxTensor> with(Map<String, OnnxTensor> others) {
        var all = new HashMap<>(others);
        all.putAll(byName);
        return all;
    }

    static ByteBuffer direct(int bytes) {
        return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    }

    @Override
    public void close() {
        byName.values().forEach(OnnxTensor::close);
    }
}
