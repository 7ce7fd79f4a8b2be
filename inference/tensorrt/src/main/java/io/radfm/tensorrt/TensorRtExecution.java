// SPDX-License-Identifier: Apache-2.0
package io.radfm.tensorrt;

import io.radfm.model.engine.device.Execution;
import io.radfm.model.onnx.OnnxGraph.Type;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.Map;

/// A decoder's engine behind the interface that [io.radfm.model.engine.device.DeviceDecoder] uses.
/// What goes in and out in each step has a place in the GPU's memory, which grows to the largest it
/// ever held.
final class TensorRtExecution implements Execution {
    private final LoadedEngine engine;
    private final CudaMemory memory;
    private final Map<String, long[]> shapes = new HashMap<>();
    private final Map<String, Long> addresses = new HashMap<>();
    private final Map<String, Place> places = new HashMap<>();

    private record Place(long address, long bytes) {}

    /// @param memory stays open
    TensorRtExecution(LoadedEngine engine, CudaMemory memory) {
        this.engine = engine;
        this.memory = memory;
    }

    @Override
    public void input(String name, Type type, MemorySegment values, long... shape) {
        long address = place(name, values.byteSize());
        memory.upload(values, address);
        shapes.put(name, shape);
    }

    @Override
    public void inPlace(String input, String output, Type type, long address, long... shape) {
        addresses.put(input, address);
        addresses.put(output, address);
        shapes.put(input, shape);
    }

    @Override
    public FloatBuffer run(String output, long... shape) {
        long bytes = Float.BYTES;
        for (long length : shape) {
            bytes = Math.multiplyExact(bytes, length);
        }
        long address = place(output, bytes);
        engine.run(shapes, addresses);
        var values =
                ByteBuffer.allocateDirect(Math.toIntExact(bytes)).order(ByteOrder.nativeOrder());
        memory.download(address, MemorySegment.ofBuffer(values));
        return values.asFloatBuffer();
    }

    private long place(String name, long bytes) {
        var place = places.get(name);
        if (place == null || place.bytes() < bytes) {
            if (place != null) {
                memory.free(place.address());
                places.remove(name);
            }
            place = new Place(memory.allocate(bytes), bytes);
            places.put(name, place);
            addresses.put(name, place.address());
        }
        return place.address();
    }

    @Override
    public void close() {
        engine.close();
    }
}
