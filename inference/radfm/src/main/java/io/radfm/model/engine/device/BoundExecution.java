// SPDX-License-Identifier: Apache-2.0
package io.radfm.model.engine.device;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;

import io.radfm.model.ModelFailure;
import io.radfm.model.engine.BoundModel;
import io.radfm.model.onnx.OnnxGraph.Type;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/// A session of ONNX Runtime with the cache bound by address, in the machine's memory or in a
/// GPU's. What goes in and out in each step is bound in the machine's memory; where the session
/// computes elsewhere, ONNX Runtime copies it over.
public final class BoundExecution implements Execution {
    private final BoundModel model;
    private final OrtSession session;
    private final OrtApi api;
    private final MemorySegment handle;
    private final MemorySegment host;
    private final MemorySegment device;
    private final MemorySegment binding;

    /// On the CPU.
    public static BoundExecution onHost(BoundModel model) {
        return new BoundExecution(model, "Cpu", 0);
    }

    /// On a GPU of NVIDIA's, to which the model's options have been sent.
    public static BoundExecution onCuda(BoundModel model, int device) {
        return new BoundExecution(model, "Cuda", device);
    }

    private BoundExecution(BoundModel model, String place, int id) {
        this.model = model;
        this.session = model.open();
        this.api = OrtApi.loaded();
        this.handle = OrtApi.handle(session);
        this.host = api.memoryInfo("Cpu", 0);
        this.device = api.memoryInfo(place, id);
        this.binding = api.binding(handle);
    }

    @Override
    public void input(String name, Type type, MemorySegment values, long... shape) {
        var tensor = api.tensor(host, values, values.byteSize(), type.number(), shape);
        try {
            api.bindInput(binding, name, tensor); // shares the tensor, and copies it to a GPU
        } finally {
            api.releaseValue(tensor);
        }
    }

    @Override
    public void inPlace(String input, String output, Type type, long address, long... shape) {
        long bytes = CacheLayout.bytesPerNumber(type);
        for (long length : shape) {
            bytes = Math.multiplyExact(bytes, length);
        }
        var tensor =
                api.tensor(device, MemorySegment.ofAddress(address), bytes, type.number(), shape);
        try {
            api.bindInput(binding, input, tensor);
            api.bindOutput(binding, output, tensor);
        } finally {
            api.releaseValue(tensor);
        }
    }

    @Override
    public FloatBuffer run(String output, long... shape) {
        long count = 1;
        for (long length : shape) {
            count = Math.multiplyExact(count, length);
        }
        var values =
                ByteBuffer.allocateDirect(Math.toIntExact(Math.multiplyExact(4, count)))
                        .order(ByteOrder.nativeOrder());
        var tensor =
                api.tensor(
                        host,
                        MemorySegment.ofBuffer(values),
                        values.capacity(),
                        Type.FLOAT.number(),
                        shape);
        try {
            api.bindOutput(binding, output, tensor);
            api.run(handle, binding);
        } finally {
            api.releaseValue(tensor);
        }
        return values.asFloatBuffer();
    }

    @Override
    public void close() {
        api.releaseBinding(binding);
        api.releaseMemoryInfo(device);
        api.releaseMemoryInfo(host);
        try {
            session.close();
        } catch (OrtException e) {
            throw new ModelFailure("a session does not close", e);
        } finally {
            model.close();
        }
    }
}
