// SPDX-License-Identifier: Apache-2.0
package io.radfm.model.engine.device;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import ai.onnxruntime.OrtSession;

import io.radfm.model.ModelFailure;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;

/// The part of ONNX Runtime's C API that its Java API leaves out: inputs and outputs bound by
/// address (`onnxruntime_c_api.h`, struct OrtApi, an append-only table of functions). On the
/// library that the Java API has loaded.
@SuppressWarnings("restricted") // calls of native code are what it is for
final class OrtApi {
    private static final String LIBRARY = "libonnxruntime.so.1";
    private static final int API_VERSION = 21;
    private static final int TABLE_BYTES = 8 * 200;
    private static final int MESSAGE_BYTES = 4096;
    private static final int DEVICE_ALLOCATOR = 0; // OrtAllocatorType
    private static final int DEFAULT_MEMORY = 0; // OrtMemType

    private static final Linker LINKER = Linker.nativeLinker();

    private final MemorySegment table;
    private final MethodHandle errorMessage;
    private final MethodHandle releaseStatus;
    private final MethodHandle createTensor;
    private final MethodHandle createMemoryInfo;
    private final MethodHandle createBinding;
    private final MethodHandle bindInput;
    private final MethodHandle bindOutput;
    private final MethodHandle runWithBinding;
    private final MethodHandle releaseMemoryInfo;
    private final MethodHandle releaseValue;
    private final MethodHandle releaseBinding;

    private OrtApi(MemorySegment table) {
        this.table = table;
        errorMessage = at(2, FunctionDescriptor.of(ADDRESS, ADDRESS));
        releaseStatus = release(93);
        createTensor =
                status(49, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS, JAVA_LONG, JAVA_INT, ADDRESS);
        createMemoryInfo = status(68, ADDRESS, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS);
        releaseMemoryInfo = release(94);
        releaseValue = release(96);
        runWithBinding = status(133, ADDRESS, ADDRESS, ADDRESS);
        createBinding = status(134, ADDRESS, ADDRESS);
        releaseBinding = release(135);
        bindInput = status(136, ADDRESS, ADDRESS, ADDRESS);
        bindOutput = status(137, ADDRESS, ADDRESS, ADDRESS);
    }

    /// To be called when ONNX Runtime is there, a session open.
    static OrtApi loaded() {
        try {
            var library = SymbolLookup.libraryLookup(LIBRARY, Arena.global());
            var base =
                    (MemorySegment)
                            LINKER.downcallHandle(
                                            library.findOrThrow("OrtGetApiBase"),
                                            FunctionDescriptor.of(ADDRESS))
                                    .invoke();
            var api =
                    (MemorySegment)
                            LINKER.downcallHandle(
                                            base.reinterpret(16).get(ADDRESS, 0),
                                            FunctionDescriptor.of(ADDRESS, JAVA_INT))
                                    .invoke(API_VERSION);
            if (api.equals(MemorySegment.NULL)) {
                throw new ModelFailure("ONNX Runtime has no C API version " + API_VERSION);
            }
            return new OrtApi(api.reinterpret(TABLE_BYTES));
        } catch (ModelFailure e) {
            throw e;
        } catch (Throwable e) {
            throw new ModelFailure("ONNX Runtime's C API is not found", e);
        }
    }

    /// The OrtSession* behind the Java object, which does not show it.
    static MemorySegment handle(OrtSession session) {
        try {
            var field = OrtSession.class.getDeclaredField("nativeHandle");
            field.setAccessible(true);
            return MemorySegment.ofAddress(field.getLong(session));
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw new ModelFailure("this version of ONNX Runtime hides its sessions", e);
        }
    }

    private MethodHandle at(int slot, FunctionDescriptor type) {
        return LINKER.downcallHandle(table.get(ADDRESS, 8L * slot), type);
    }

    private MethodHandle status(int slot, java.lang.foreign.MemoryLayout... arguments) {
        return at(slot, FunctionDescriptor.of(ADDRESS, arguments));
    }

    private MethodHandle release(int slot) {
        return at(slot, FunctionDescriptor.ofVoid(ADDRESS));
    }

    /// @param device `Cpu` or `Cuda`, as ONNX Runtime calls them
    MemorySegment memoryInfo(String device, int id) {
        try (var arena = Arena.ofConfined()) {
            var out = arena.allocate(ADDRESS);
            var name = arena.allocateFrom(device);
            check(createMemoryInfo.invoke(name, DEVICE_ALLOCATOR, id, DEFAULT_MEMORY, out));
            return out.get(ADDRESS, 0);
        } catch (Throwable e) {
            throw failure(e);
        }
    }

    /// A tensor over memory that somebody else owns.
    MemorySegment tensor(
            MemorySegment info, MemorySegment data, long bytes, int type, long... shape) {
        try (var arena = Arena.ofConfined()) {
            var out = arena.allocate(ADDRESS);
            var dimensions = arena.allocate(JAVA_LONG, Math.max(1, shape.length));
            for (int i = 0; i < shape.length; i++) {
                dimensions.setAtIndex(JAVA_LONG, i, shape[i]);
            }
            check(
                    createTensor.invoke(
                            info, data, bytes, dimensions, (long) shape.length, type, out));
            return out.get(ADDRESS, 0);
        } catch (Throwable e) {
            throw failure(e);
        }
    }

    MemorySegment binding(MemorySegment session) {
        try (var arena = Arena.ofConfined()) {
            var out = arena.allocate(ADDRESS);
            check(createBinding.invoke(session, out));
            return out.get(ADDRESS, 0);
        } catch (Throwable e) {
            throw failure(e);
        }
    }

    void bindInput(MemorySegment binding, String name, MemorySegment value) {
        bind(bindInput, binding, name, value);
    }

    void bindOutput(MemorySegment binding, String name, MemorySegment value) {
        bind(bindOutput, binding, name, value);
    }

    private void bind(
            MethodHandle direction, MemorySegment binding, String name, MemorySegment value) {
        try (var arena = Arena.ofConfined()) {
            check(direction.invoke(binding, arena.allocateFrom(name), value));
        } catch (Throwable e) {
            throw failure(e);
        }
    }

    void run(MemorySegment session, MemorySegment binding) {
        try {
            check(runWithBinding.invoke(session, MemorySegment.NULL, binding));
        } catch (Throwable e) {
            throw failure(e);
        }
    }

    void releaseValue(MemorySegment value) {
        release(releaseValue, value);
    }

    void releaseMemoryInfo(MemorySegment info) {
        release(releaseMemoryInfo, info);
    }

    void releaseBinding(MemorySegment binding) {
        release(releaseBinding, binding);
    }

    private static void release(MethodHandle release, MemorySegment what) {
        try {
            release.invoke(what);
        } catch (Throwable e) {
            throw failure(e);
        }
    }

    /// A status is NULL, or an error that is ours to release.
    private void check(Object returned) throws Throwable {
        var status = (MemorySegment) returned;
        if (!status.equals(MemorySegment.NULL)) {
            var text = (MemorySegment) errorMessage.invoke(status);
            var message = text.reinterpret(MESSAGE_BYTES).getString(0);
            releaseStatus.invoke(status);
            throw new ModelFailure("ONNX Runtime: " + message);
        }
    }

    private static ModelFailure failure(Throwable e) {
        if (e instanceof Error error) {
            throw error;
        }
        return e instanceof ModelFailure failure
                ? failure
                : new ModelFailure("ONNX Runtime's C API failed", e);
    }
}
