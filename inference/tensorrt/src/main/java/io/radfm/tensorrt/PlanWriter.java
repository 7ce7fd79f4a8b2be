// SPDX-License-Identifier: Apache-2.0
package io.radfm.tensorrt;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import org.bytedeco.tensorrt.nvinfer.IStreamWriter;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/// An IStreamWriter (`NvInferRuntimeBase.h`): TensorRT writes a plan of any size through it, piece
/// by piece, where a block of memory would be a second copy of all weights.
///
/// JavaCPP's class can only wrap one that exists. This makes one: an object whose table of virtual
/// functions (Itanium C++ ABI §2.5.2) holds calls into Java.
///
/// ```
///         -2 offset to top   -1 type info
/// object ─► 0 getAPILanguage   1 getInterfaceInfo   2, 3 destructors   4 write(data, bytes)
/// ```
@SuppressWarnings("restricted") // hands functions of ours to native code
final class PlanWriter implements AutoCloseable {
    private static final long PIECE = 1 << 26;
    private static final MemoryLayout INTERFACE_INFO =
            MemoryLayout.structLayout(
                    ADDRESS.withName("kind"), JAVA_INT.withName("major"), JAVA_INT);

    private final EngineCache.Sink sink;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment info;
    private final MemorySegment self;
    private IOException failure;

    PlanWriter(EngineCache.Sink sink) {
        this.sink = sink;
        this.info = arena.allocate(INTERFACE_INFO);
        info.set(ADDRESS, 0, arena.allocateFrom("IStreamWriter"));
        info.set(JAVA_INT, 8, 1);
        info.set(JAVA_INT, 12, 0);
        var whole = arena.allocate(ADDRESS, 7);
        whole.setAtIndex(ADDRESS, 1, typeInfo());
        var table = whole.asSlice(2 * ADDRESS.byteSize());
        var destroy = function("destroy", FunctionDescriptor.ofVoid(ADDRESS));
        table.setAtIndex(
                ADDRESS, 0, function("language", FunctionDescriptor.of(JAVA_INT, ADDRESS)));
        table.setAtIndex(
                ADDRESS, 1, function("info", FunctionDescriptor.of(INTERFACE_INFO, ADDRESS)));
        table.setAtIndex(ADDRESS, 2, destroy);
        table.setAtIndex(ADDRESS, 3, destroy);
        table.setAtIndex(
                ADDRESS,
                4,
                function("write", FunctionDescriptor.of(JAVA_LONG, ADDRESS, ADDRESS, JAVA_LONG)));
        this.self = arena.allocate(ADDRESS, 4);
        self.set(ADDRESS, 0, table);
    }

    /// What a `dynamic_cast` looks at (§2.9.5): a class of ours without bases, so none succeeds.
    private MemorySegment typeInfo() {
        var classes =
                SymbolLookup.libraryLookup("libstdc++.so.6", arena)
                        .findOrThrow("_ZTVN10__cxxabiv117__class_type_infoE");
        var info = arena.allocate(ADDRESS, 2);
        info.set(ADDRESS, 0, MemorySegment.ofAddress(classes.address() + 16));
        info.setAtIndex(ADDRESS, 1, arena.allocateFrom("N5radfm10PlanWriterE"));
        return info;
    }

    private MemorySegment function(String name, FunctionDescriptor type) {
        try {
            MethodType method = type.toMethodType();
            var handle = MethodHandles.lookup().bind(this, name, method);
            return Linker.nativeLinker().upcallStub(handle, type, arena);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(name, e);
        }
    }

    IStreamWriter object() {
        return new IStreamWriter(Native.pointer(self.address()));
    }

    MemorySegment self() {
        return self;
    }

    // called by TensorRT

    int language(MemorySegment self) {
        return 0; // APILanguage::kCPP
    }

    MemorySegment info(MemorySegment self) {
        return info;
    }

    void destroy(MemorySegment self) {
        // its memory is the arena's
    }

    /// Nothing may be thrown through native code: a failure is kept, and told by 0 bytes written.
    long write(MemorySegment self, MemorySegment data, long bytes) {
        try {
            var all = data.reinterpret(bytes);
            for (long at = 0; at < bytes; at += PIECE) {
                sink.accept(all.asSlice(at, Math.min(PIECE, bytes - at)).asByteBuffer());
            }
            return bytes;
        } catch (IOException e) {
            failure = e;
            return 0;
        } catch (RuntimeException e) {
            failure = new IOException("the engine cannot be written", e);
            return 0;
        }
    }

    /// @throws IOException that a write met
    void check() throws IOException {
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public void close() {
        arena.close();
    }
}
