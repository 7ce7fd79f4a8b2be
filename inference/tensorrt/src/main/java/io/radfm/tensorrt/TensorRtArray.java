// SPDX-License-Identifier: Apache-2.0
package io.radfm.tensorrt;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrayAdapter;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

import io.radfm.model.engine.device.DeviceMemory;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;

/// Numbers in a GPU's memory. They come to the machine's when somebody asks for them
/// ([#toByteBuffer]), and never else; there is no arithmetic on them but an engine's.
final class TensorRtArray extends NDArrayAdapter {
    private final DeviceMemory memory;
    private long address;

    TensorRtArray(TensorRtManager manager, long address, Shape shape, DataType type) {
        super(manager, null, shape, type, NDManager.nextUid());
        this.memory = manager.memory();
        this.address = address;
        manager.attachInternal(uid, this);
    }

    /// Where it lies on the GPU.
    long address() {
        if (isClosed) {
            throw new IllegalStateException("the array is closed");
        }
        return address;
    }

    DeviceMemory memory() {
        return memory;
    }

    @Override
    public void intern(NDArray replaced) {
        var other = (TensorRtArray) replaced;
        long mine = address;
        address = other.address;
        other.address = mine;
        shape = other.shape;
        dataType = other.dataType;
        other.close();
    }

    @Override
    public void detach() {
        manager.detachInternal(getUid());
    }

    /// A copy in the machine's memory, in native order.
    @Override
    public ByteBuffer toByteBuffer(boolean tryDirect) {
        long bytes = Math.multiplyExact(getShape().size(), getDataType().getNumOfBytes());
        var copy = ByteBuffer.allocateDirect(Math.toIntExact(bytes)).order(ByteOrder.nativeOrder());
        if (bytes > 0) {
            memory.download(address(), MemorySegment.ofBuffer(copy));
        }
        return copy;
    }

    @Override
    public String[] toStringArray(Charset charset) {
        throw new UnsupportedOperationException("there are no strings on a GPU");
    }

    @Override
    public void close() {
        if (!isClosed) {
            super.close();
            memory.free(address);
        }
    }
}
