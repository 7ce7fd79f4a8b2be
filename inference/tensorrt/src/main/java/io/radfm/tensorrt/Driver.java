// SPDX-License-Identifier: Apache-2.0
package io.radfm.tensorrt;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import io.radfm.model.ModelFailure;

import java.lang.foreign.Arena;
import java.lang.invoke.MethodHandle;
import java.util.List;

/// NVIDIA's driver (`cuda.h`): which GPUs there are.
final class Driver {
    static final String LIBRARY = "libcuda.so.1";
    private static final int NAME_BYTES = 256;
    private static final int NO_DEVICE = 100;
    private static final int MAJOR = 75; // CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR
    private static final int MINOR = 76;

    private final NativeFunctions library;

    private Driver(NativeFunctions library) {
        this.library = library;
    }

    /// @throws ModelFailure when there is none, or no GPU
    static Driver open() {
        return open(LIBRARY);
    }

    static Driver open(String name) {
        var library =
                NativeFunctions.find(List.of(name))
                        .orElseThrow(
                                () ->
                                        new ModelFailure(
                                                "no NVIDIA driver (" + name + " is not found)"));
        var driver = new Driver(library);
        int result = invoke(library.function("cuInit", JAVA_INT), 0);
        if (result == NO_DEVICE) {
            throw new ModelFailure("the NVIDIA driver finds no GPU");
        }
        driver.check(result, "cuInit");
        return driver;
    }

    int devices() {
        try (var arena = Arena.ofConfined()) {
            var out = arena.allocate(JAVA_INT);
            check(invoke(library.function("cuDeviceGetCount", ADDRESS), out), "cuDeviceGetCount");
            return out.get(JAVA_INT, 0);
        }
    }

    /// @throws ModelFailure when there is no such GPU
    Gpu gpu(int number) {
        int count = devices();
        if (number >= count) {
            throw new ModelFailure(
                    "no GPU %d: the driver finds %d, counted from 0".formatted(number, count));
        }
        try (var arena = Arena.ofConfined()) {
            var name = arena.allocate(NAME_BYTES);
            check(
                    invoke(
                            library.function("cuDeviceGetName", ADDRESS, JAVA_INT, JAVA_INT),
                            name,
                            NAME_BYTES,
                            number),
                    "cuDeviceGetName");
            var capability =
                    attribute(arena, MAJOR, number) + "." + attribute(arena, MINOR, number);
            return new Gpu(number, name.getString(0), capability);
        }
    }

    private int attribute(Arena arena, int attribute, int number) {
        var out = arena.allocate(JAVA_INT);
        check(
                invoke(
                        library.function("cuDeviceGetAttribute", ADDRESS, JAVA_INT, JAVA_INT),
                        out,
                        attribute,
                        number),
                "cuDeviceGetAttribute");
        return out.get(JAVA_INT, 0);
    }

    private static int invoke(MethodHandle function, Object... arguments) {
        try {
            return (int) function.invokeWithArguments(arguments);
        } catch (Throwable e) {
            throw new ModelFailure("the NVIDIA driver cannot be called", e);
        }
    }

    private void check(int result, String what) {
        if (result != 0) {
            throw new ModelFailure("the NVIDIA driver fails: %s gives %d".formatted(what, result));
        }
    }
}
