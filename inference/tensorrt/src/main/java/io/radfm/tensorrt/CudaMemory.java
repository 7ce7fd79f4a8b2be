// SPDX-License-Identifier: Apache-2.0
package io.radfm.tensorrt;

import io.radfm.model.engine.device.DeviceMemory;

import java.lang.foreign.MemorySegment;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A GPU's memory, and the stream of work that uses it. Any thread may call: models of one GPU
/// share the memory of their arrays.
final class CudaMemory implements DeviceMemory {
    private final CudaRuntime runtime;
    private final int device;
    private final long stream;
    private final Set<Long> allocated = ConcurrentHashMap.newKeySet();
    private boolean closed;

    CudaMemory(CudaRuntime runtime, int device) {
        this.runtime = runtime;
        this.device = device;
        runtime.use(device);
        this.stream = runtime.stream();
    }

    /// A cudaStream_t.
    long stream() {
        return stream;
    }

    int device() {
        return device;
    }

    /// Makes the calling thread's calls mean this device, whoever makes them.
    void use() {
        runtime.use(device);
    }

    /// Waits until all that was put into the stream is done.
    void await() {
        runtime.await(stream);
    }

    @Override
    public long allocate(long bytes) {
        use();
        long address = runtime.malloc(Math.max(1, bytes));
        allocated.add(address);
        runtime.fill(address, 0, bytes, stream);
        await();
        return address;
    }

    @Override
    public void free(long address) {
        if (allocated.remove(address)) {
            use();
            runtime.free(address);
        }
    }

    @Override
    public void upload(MemorySegment from, long to) {
        if (!from.isNative()) {
            throw new IllegalArgumentException("values on the heap have no address");
        }
        use();
        runtime.toDevice(to, from, stream);
        await();
    }

    @Override
    public void download(long from, MemorySegment to) {
        if (!to.isNative()) {
            throw new IllegalArgumentException("values on the heap have no address");
        }
        use();
        runtime.toHost(to, from, stream);
        await();
    }

    @Override
    public void copy(long from, long to, long pitch, long width, long rows) {
        use();
        runtime.onDevice(to, from, pitch, width, rows, stream);
        await();
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            use();
            allocated.forEach(runtime::free);
            allocated.clear();
            runtime.destroy(stream);
        }
    }
}
