// SPDX-License-Identifier: Apache-2.0
package io.radfm.tensorrt;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.radfm.model.ModelFailure;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.List;

/// The few functions of CUDA's runtime (`cuda_runtime_api.h`) that we need, the same in versions 12
/// and 13. Addresses and streams are plain numbers, as TensorRT and ONNX Runtime take them. Any
/// thread may call; each must have [#use]d a device before.
final class CudaRuntime {
    private static final int TO_DEVICE = 1; // cudaMemcpyHostToDevice
    private static final int TO_HOST = 2;
    private static final int ON_DEVICE = 3;
    private static final int OUT_OF_MEMORY = 2; // cudaErrorMemoryAllocation

    private final MethodHandle setDevice;
    private final MethodHandle malloc;
    private final MethodHandle free;
    private final MethodHandle memset;
    private final MethodHandle memcpy;
    private final MethodHandle memcpy2d;
    private final MethodHandle memGetInfo;
    private final MethodHandle streamCreate;
    private final MethodHandle streamSynchronize;
    private final MethodHandle streamDestroy;

    private CudaRuntime(NativeFunctions library) {
        setDevice = library.function("cudaSetDevice", JAVA_INT);
        malloc = library.function("cudaMalloc", ADDRESS, JAVA_LONG);
        free = library.function("cudaFree", JAVA_LONG);
        memset = library.function("cudaMemsetAsync", JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_LONG);
        memcpy =
                library.function(
                        "cudaMemcpyAsync", JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_LONG);
        memcpy2d =
                library.function(
                        "cudaMemcpy2DAsync",
                        JAVA_LONG,
                        JAVA_LONG,
                        JAVA_LONG,
                        JAVA_LONG,
                        JAVA_LONG,
                        JAVA_LONG,
                        JAVA_INT,
                        JAVA_LONG);
        memGetInfo = library.function("cudaMemGetInfo", ADDRESS, ADDRESS);
        streamCreate = library.function("cudaStreamCreate", ADDRESS);
        streamSynchronize = library.function("cudaStreamSynchronize", JAVA_LONG);
        streamDestroy = library.function("cudaStreamDestroy", JAVA_LONG);
    }

    /// @param major version of CUDA
    /// @throws ModelFailure when it is not installed
    static CudaRuntime open(int major) {
        var soname = "libcudart.so." + major;
        return open(List.of(soname, "/usr/local/cuda/lib64/" + soname));
    }

    static CudaRuntime open(List<String> names) {
        return NativeFunctions.find(names)
                .map(CudaRuntime::new)
                .orElseThrow(
                        () ->
                                new ModelFailure(
                                        "CUDA's runtime is not installed (%s is not found)"
                                                .formatted(names.getFirst())));
    }

    /// Which device this thread's calls mean.
    void use(int device) {
        call(setDevice, "cudaSetDevice", device);
    }

    /// @throws ModelFailure when the device has not so much memory
    long malloc(long bytes) {
        try (var arena = Arena.ofConfined()) {
            var out = arena.allocate(JAVA_LONG);
            int result = result(malloc, out, bytes);
            if (result == OUT_OF_MEMORY) {
                throw new ModelFailure(
                        "no GPU memory for %d bytes: %d are free".formatted(bytes, memory().free));
            }
            check(result, "cudaMalloc");
            return out.get(JAVA_LONG, 0);
        }
    }

    void free(long address) {
        call(free, "cudaFree", address);
    }

    void fill(long address, int value, long bytes, long stream) {
        call(memset, "cudaMemsetAsync", address, value, bytes, stream);
    }

    void toDevice(long to, MemorySegment from, long stream) {
        call(memcpy, "cudaMemcpyAsync", to, from.address(), from.byteSize(), TO_DEVICE, stream);
    }

    void toHost(MemorySegment to, long from, long stream) {
        call(memcpy, "cudaMemcpyAsync", to.address(), from, to.byteSize(), TO_HOST, stream);
    }

    void onDevice(long to, long from, long pitch, long width, long rows, long stream) {
        call(memcpy2d, "cudaMemcpy2DAsync", to, pitch, from, pitch, width, rows, ON_DEVICE, stream);
    }

    /// Bytes of the device in use.
    Memory memory() {
        try (var arena = Arena.ofConfined()) {
            var free = arena.allocate(JAVA_LONG);
            var total = arena.allocate(JAVA_LONG);
            call(memGetInfo, "cudaMemGetInfo", free, total);
            return new Memory(free.get(JAVA_LONG, 0), total.get(JAVA_LONG, 0));
        }
    }

    record Memory(long free, long total) {}

    long stream() {
        try (var arena = Arena.ofConfined()) {
            var out = arena.allocate(JAVA_LONG);
            call(streamCreate, "cudaStreamCreate", out);
            return out.get(JAVA_LONG, 0);
        }
    }

    void await(long stream) {
        call(streamSynchronize, "cudaStreamSynchronize", stream);
    }

    void destroy(long stream) {
        call(streamDestroy, "cudaStreamDestroy", stream);
    }

    private static void call(MethodHandle function, String name, Object... arguments) {
        check(result(function, arguments), name);
    }

    private static int result(MethodHandle function, Object... arguments) {
        try {
            return (int) function.invokeWithArguments(arguments);
        } catch (Throwable e) {
            throw new ModelFailure("CUDA's runtime cannot be called", e);
        }
    }

    private static void check(int result, String name) {
        if (result != 0) {
            throw new ModelFailure("CUDA: %s gives error %d".formatted(name, result));
        }
    }
}
