// SPDX-License-Identifier: Apache-2.0
package io.radfm.model.engine.device;

import io.radfm.model.ModelFailure;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.Map;

/// The machine's own memory as a device's.
public final class HostMemory implements DeviceMemory {
    private static final long ALIGNMENT = 256;

    private final Map<Long, Arena> arenas = new HashMap<>();

    @Override
    public long allocate(long bytes) {
        var arena = Arena.ofShared();
        try {
            long address = arena.allocate(bytes, ALIGNMENT).address();
            arenas.put(address, arena);
            return address;
        } catch (OutOfMemoryError | IllegalArgumentException e) {
            arena.close();
            throw new ModelFailure("no memory for " + bytes + " bytes", e);
        }
    }

    @Override
    public void free(long address) {
        arenas.remove(address).close();
    }

    @Override
    public void upload(MemorySegment from, long to) {
        at(to, from.byteSize()).copyFrom(from);
    }

    @Override
    public void download(long from, MemorySegment to) {
        to.copyFrom(at(from, to.byteSize()));
    }

    @Override
    public void copy(long from, long to, long pitch, long width, long rows) {
        for (long row = 0; row < rows; row++) {
            at(to + row * pitch, width).copyFrom(at(from + row * pitch, width));
        }
    }

    @SuppressWarnings("restricted") // addresses are those of allocate
    private static MemorySegment at(long address, long bytes) {
        return MemorySegment.ofAddress(address).reinterpret(bytes);
    }

    @Override
    public void close() {
        arenas.values().forEach(Arena::close);
        arenas.clear();
    }
}
