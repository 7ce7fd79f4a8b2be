// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.train.block;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.GradientCollector;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;

/// DJL's PyTorch engine, always by its name: nobody's default.
///
/// PyTorch keeps per thread whether it records for gradients, so one thread does all of a run.
public final class Torch {
    private static final String ENGINE = "PyTorch";
    private static final int ALIGNMENT = 64;

    private Torch() {}

    /// How many threads the engine computes with. It asks once, when it is loaded.
    public static void threads(int count) {
        System.setProperty("ai.djl.pytorch.num_threads", Integer.toString(count));
        System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
    }

    /// @param device `auto` (a GPU if the engine sees one), `cpu` or `gpu`
    /// @throws IllegalArgumentException for `gpu` when the engine sees none
    public static Device device(String device) {
        int gpus = engine().getGpuCount();
        return switch (device.toLowerCase(Locale.ROOT)) {
            case "cpu" -> Device.cpu();
            case "auto" -> gpus > 0 ? Device.gpu() : Device.cpu();
            case "gpu" -> {
                if (gpus == 0) {
                    throw new IllegalArgumentException(
                            "PyTorch sees no GPU: it needs a driver, and its CUDA build"
                                    + " (ai.djl.pytorch:pytorch-native-cu…) on the class path");
                }
                yield Device.gpu();
            }
            default -> throw new IllegalArgumentException(device + " is none of auto, cpu, gpu");
        };
    }

    /// Arrays of its own, on this thread, which from now on records only while it collects.
    public static NDManager manager(Device device) {
        var manager = engine().newBaseManager(device);
        JniUtils.setGradMode(false);
        return manager;
    }

    /// Records what is computed until it is closed.
    public static GradientCollector collector() {
        return engine().newGradientCollector();
    }

    /// Memory that arrays may be made of without a copy, at an address that vector instructions
    /// like, so that the same numbers take the same instructions each time.
    public static ByteBuffer allocate(long bytes) {
        return ByteBuffer.allocateDirect(Math.toIntExact(bytes + ALIGNMENT))
                .alignedSlice(ALIGNMENT)
                .slice(0, Math.toIntExact(bytes))
                .order(ByteOrder.nativeOrder());
    }

    /// An array that owns its memory.
    static NDArray array(NDManager manager, float[] values, long... shape) {
        try (var shared = manager.create(values, new Shape(shape))) {
            return shared.duplicate();
        }
    }

    /// The numbers of an array, wherever it is.
    public static float[] floats(NDArray array) {
        return array.toFloatArray();
    }

    private static Engine engine() {
        return Engine.getEngine(ENGINE);
    }
}
