// SPDX-License-Identifier: Apache-2.0
package io.radfm.tensorrt;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.radfm.model.ModelFailure;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.List;

/// A GPU's memory through CUDA's functions; the GPU is simulated.
class CudaMemoryTest {
    @TempDir static Path folder;
    private static CudaRuntime runtime;
    private static String library;

    @BeforeAll
    static void simulate() throws Exception {
        library = Simulator.library(folder);
        runtime = Simulator.runtime(library);
    }

    @Test
    void whatGoesInComesOut() {
        try (var memory = new CudaMemory(runtime, 1);
                var arena = Arena.ofConfined()) {
            long address = memory.allocate(24);
            assertArrayEquals(new long[3], read(memory, address, 3), "zeros, not what was there");
            memory.upload(arena.allocateFrom(ValueLayout.JAVA_LONG, 7, 8, 9), address);
            assertArrayEquals(new long[] {7, 8, 9}, read(memory, address, 3));
            assertArrayEquals(new long[] {8}, read(memory, address + 8, 1));
        }
    }

    @Test
    void rowsAreCopiedByTheirPitch() {
        try (var memory = new CudaMemory(runtime, 0);
                var arena = Arena.ofConfined()) {
            long from = memory.allocate(48);
            long to = memory.allocate(48);
            memory.upload(arena.allocateFrom(ValueLayout.JAVA_LONG, 1, 2, 3, 4, 5, 6), from);
            memory.copy(from, to, 24, 16, 2);
            assertArrayEquals(new long[] {1, 2, 0, 4, 5, 0}, read(memory, to, 6));
        }
    }

    @Test
    void aFullGpuSaysWhatIsFreeAndLosesNothing() {
        try (var memory = new CudaMemory(runtime, 0)) {
            memory.allocate(1000);
            var failure =
                    assertThrows(ModelFailure.class, () -> memory.allocate(Simulator.GPU_BYTES));
            assertEquals(
                    "no GPU memory for 16777216 bytes: 16776216 are free", failure.getMessage());
        }
        assertEquals(Simulator.GPU_BYTES, runtime.memory().free(), "closing frees all");
    }

    @Test
    void valuesOnTheHeapAreRefused() {
        try (var memory = new CudaMemory(runtime, 0)) {
            long address = memory.allocate(8);
            var heap = MemorySegment.ofArray(new long[1]);
            assertThrows(IllegalArgumentException.class, () -> memory.upload(heap, address));
            assertThrows(IllegalArgumentException.class, () -> memory.download(address, heap));
        }
    }

    @Test
    void anErrorOfCudasNamesTheCall() {
        var failure = assertThrows(ModelFailure.class, () -> runtime.use(5));
        assertEquals("CUDA: cudaSetDevice gives error 101", failure.getMessage());
    }

    @Test
    void theDriverTellsWhichGpusThereAre() {
        var driver = Driver.open(library);
        assertEquals(2, driver.devices());
        assertEquals(new Gpu(1, "Simulated 1", "9.1"), driver.gpu(1));
        var failure = assertThrows(ModelFailure.class, () -> driver.gpu(2));
        assertEquals("no GPU 2: the driver finds 2, counted from 0", failure.getMessage());
    }

    @Test
    void whatIsNotInstalledIsNamed() {
        var driver = assertThrows(ModelFailure.class, () -> Driver.open("libcuda.so.99"));
        assertEquals("no NVIDIA driver (libcuda.so.99 is not found)", driver.getMessage());
        var cuda = assertThrows(ModelFailure.class, () -> CudaRuntime.open(List.of("libx.so.1")));
        assertEquals("CUDA's runtime is not installed (libx.so.1 is not found)", cuda.getMessage());
    }

    private static long[] read(CudaMemory memory, long address, int count) {
        try (var arena = Arena.ofConfined()) {
            var values = arena.allocate(ValueLayout.JAVA_LONG, count);
            memory.download(address, values);
            return values.toArray(ValueLayout.JAVA_LONG);
        }
    }
}
