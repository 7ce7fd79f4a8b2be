// SPDX-License-Identifier: Apache-2.0
package io.radfm.tensorrt;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.BaseNDManager;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

import io.radfm.model.engine.device.DeviceMemory;

import java.lang.foreign.MemorySegment;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;

/// Makes arrays in a GPU's memory; what it made, it frees. One thread at a time.
class TensorRtManager extends BaseNDManager {
    private final DeviceMemory memory;

    private TensorRtManager(NDManager parent, Device device, DeviceMemory memory) {
        super(parent, device);
        this.memory = memory;
    }

    /// One that stays open as long as the process.
    static TensorRtManager root(Device device, DeviceMemory memory) {
        return new Root(device, memory);
    }

    private static final class Root extends TensorRtManager implements NDManager.SystemNDManager {
        Root(Device device, DeviceMemory memory) {
            super(null, device, memory);
        }

        @Override
        public void close() {
            // never
        }
    }

    DeviceMemory memory() {
        return memory;
    }

    @Override
    public ByteBuffer allocateDirect(int capacity) {
        return ByteBuffer.allocateDirect(capacity).order(ByteOrder.nativeOrder());
    }

    /// The array itself when it lies on this GPU, else a copy there.
    @Override
    public NDArray from(NDArray array) {
        if (array == null || array instanceof TensorRtArray it && it.memory() == memory) {
            return array;
        }
        var copy = create(array.toByteBuffer(), array.getShape(), array.getDataType());
        copy.setName(array.getName());
        return copy;
    }

    @Override
    public NDArray create(Buffer data, Shape shape, DataType type) {
        int count = Math.toIntExact(shape.size());
        validateBuffer(data, type, count);
        var values = direct(data, Math.multiplyExact(count, type.getNumOfBytes()));
        var array = allocate(shape, type);
        if (values.hasRemaining()) {
            memory.upload(MemorySegment.ofBuffer(values), array.address());
        }
        return array;
    }

    /// An array of zeros, made where it is.
    @Override
    public NDArray zeros(Shape shape, DataType type) {
        return allocate(shape, type);
    }

    TensorRtArray allocate(Shape shape, DataType type) {
        long bytes = Math.multiplyExact(shape.size(), type.getNumOfBytes());
        return new TensorRtArray(this, memory.allocate(bytes), shape, type);
    }

    /// The values as direct bytes in native order: those there are, or a copy.
    private ByteBuffer direct(Buffer data, int bytes) {
        if (data instanceof ByteBuffer it && it.isDirect()) {
            return it.slice(it.position(), bytes);
        }
        var copy = allocateDirect(bytes);
        switch (data) {
            case ByteBuffer it -> copy.put(it.slice(it.position(), bytes));
            case FloatBuffer it -> copy.asFloatBuffer().put(it.slice(it.position(), bytes / 4));
            case LongBuffer it -> copy.asLongBuffer().put(it.slice(it.position(), bytes / 8));
            case IntBuffer it -> copy.asIntBuffer().put(it.slice(it.position(), bytes / 4));
            case ShortBuffer it -> copy.asShortBuffer().put(it.slice(it.position(), bytes / 2));
            case DoubleBuffer it -> copy.asDoubleBuffer().put(it.slice(it.position(), bytes / 8));
            default -> throw new IllegalArgumentException("values of " + data.getClass());
        }
        return copy.clear();
    }

    @Override
    public TensorRtManager newSubManager(Device wanted) {
        if (!wanted.equals(device)) {
            throw new IllegalArgumentException("%s under %s".formatted(wanted, device));
        }
        var manager = new TensorRtManager(this, device, memory);
        attachUncappedInternal(manager.uid, manager);
        return manager;
    }

    @Override
    public TensorRtManager newSubManager() {
        return newSubManager(device);
    }

    @Override
    public Engine getEngine() {
        return TensorRtEngine.INSTANCE;
    }
}
