// SPDX-License-Identifier: Apache-2.0
package io.radfm.tensorrt;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

import io.radfm.model.engine.device.DeviceMemory;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// DJL's view: the engine by its name, arrays in a GPU's memory. The GPU is simulated.
class EngineTest {
    @TempDir static Path folder;
    private static CudaRuntime runtime;

    @BeforeAll
    static void simulate() throws Exception {
        runtime = Simulator.runtime(Simulator.library(folder));
    }

    @Test
    void djlFindsItByNameAndNeverChoosesItUnasked() {
        assertTrue(Engine.hasEngine("TensorRT"));
        var engine = Engine.getEngine("TensorRT");
        assertEquals("TensorRT", engine.getEngineName());
        assertNotEquals("TensorRT", Engine.getInstance().getEngineName());
    }

    @Test
    void withoutAGpuAModelEndsInOneSentence() {
        NoGpu.assume();
        var engine = Engine.getEngine("TensorRT");
        assertFalse(engine.hasCapability("CUDA"));
        var failure =
                assertThrows(
                        EngineException.class, () -> engine.newModel("m", Device.gpu(0)).close());
        assertTrue(failure.getMessage().startsWith("TensorRT engine: no "), failure.getMessage());
    }

    @Test
    void itComputesOnNoCpu() {
        var engine = Engine.getEngine("TensorRT");
        assertThrows(EngineException.class, () -> engine.newBaseManager(Device.cpu()));
    }

    @Test
    void numbersLieOnTheGpuUntilTheyAreAskedFor() {
        try (var memory = new CudaMemory(runtime, 0)) {
            long free = runtime.memory().free();
            var root = TensorRtManager.root(Device.gpu(0), memory);
            try (var manager = root.newSubManager()) {
                var array = manager.create(new float[] {1, 2, 3, 4, 5, 6}, new Shape(2, 3));
                assertTrue(runtime.memory().free() < free);
                assertEquals(Device.gpu(0), array.getDevice());
                assertEquals(new Shape(2, 3), array.getShape());
                assertArrayEquals(new float[] {1, 2, 3, 4, 5, 6}, array.toFloatArray());
                assertArrayEquals(new long[] {7}, manager.create(new long[] {7}).toLongArray());
                assertArrayEquals(
                        new float[2], manager.zeros(new Shape(2), DataType.FLOAT32).toFloatArray());
                var part = FloatBuffer.wrap(new float[] {9, 8, 7}).position(1);
                assertArrayEquals(
                        new float[] {8, 7},
                        manager.create(part, new Shape(2), DataType.FLOAT32).toFloatArray());
                assertArrayEquals(new float[0], manager.create(new float[0]).toFloatArray());
            }
            assertEquals(free, runtime.memory().free(), "what a manager made, it frees");
        }
    }

    @Test
    void anArrayOutlivesItsManagerWhenAnotherTakesIt() {
        try (var memory = new CudaMemory(runtime, 0)) {
            var root = TensorRtManager.root(Device.gpu(0), memory);
            var manager = root.newSubManager();
            var other = root.newSubManager();
            var array = manager.create(new float[] {1});
            array.setName("a");
            array.attach(other);
            manager.close();
            assertArrayEquals(new float[] {1}, array.toFloatArray());
            assertEquals(array, root.from(array));
            other.close();
            assertThrows(IllegalStateException.class, array::toFloatArray);
        }
    }

    @Test
    void arraysOfAnotherMemoryAreCopied() {
        try (DeviceMemory one = new CudaMemory(runtime, 0);
                DeviceMemory two = new CudaMemory(runtime, 1)) {
            var here = TensorRtManager.root(Device.gpu(0), one).newSubManager();
            var there = TensorRtManager.root(Device.gpu(1), two).newSubManager();
            var array = here.create(new int[] {4, 5});
            array.setName("ids");
            var copy = there.from(array);
            assertFalse(copy == array);
            assertEquals("ids", copy.getName());
            assertArrayEquals(new int[] {4, 5}, copy.toIntArray());
            here.close();
            there.close();
        }
    }

    @Test
    void shapesComeFromTextOptionsToo() {
        assertEquals(List.of(), TensorRtModel.profiles(Map.of()));
        var profile = TensorRtModel.profiles(Map.of("optShapes", "x:2", "maxShapes", "x:4"));
        assertTrue(profile.getFirst().holds(Map.of("x", new long[] {3})));
        assertFalse(profile.getFirst().holds(Map.of("x", new long[] {1})));
    }
}
