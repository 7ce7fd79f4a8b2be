// SPDX-License-Identifier: Apache-2.0
package io.radfm.model.engine;

import ai.djl.engine.Engine;
import ai.onnxruntime.OrtEnvironment;

import io.radfm.model.ModelFailure;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;

/// The one ONNX Runtime of this process, with its telemetry off. DJL must make it: its engine
/// refuses one that is there already.
///
/// From 1.29 on ONNX Runtime would otherwise read the machine's identity and this process's command
/// line, keep a database under the user's home and report to its makers; and the regular expression
/// it runs over a long command line overflows the stack.
public final class OnnxRuntime {
    /// DJL's name of the engine, always given: with two on the class path its default could be the
    /// other.
    private static final String NAME = "OnnxRuntime";

    private static final String NO_TELEMETRY = "ORT_DISABLE_TELEMETRY";

    static {
        setEnvironment(NO_TELEMETRY, "1"); // read when the environment is made
    }

    private OnnxRuntime() {}

    /// What DJL calls it.
    static String name() {
        return NAME;
    }

    static OrtEnvironment environment() {
        Engine.getEngine(NAME);
        return OrtEnvironment.getEnvironment();
    }

    /// `setenv(3)`, for the native code of this process.
    @SuppressWarnings("restricted") // native access, as the engine itself needs it
    private static void setEnvironment(String name, String value) {
        var linker = Linker.nativeLinker();
        var setenv =
                linker.defaultLookup()
                        .find("setenv")
                        .orElseThrow(() -> new ModelFailure("no setenv: not a POSIX system"));
        var call =
                linker.downcallHandle(
                        setenv,
                        FunctionDescriptor.of(
                                ValueLayout.JAVA_INT,
                                ValueLayout.ADDRESS,
                                ValueLayout.ADDRESS,
                                ValueLayout.JAVA_INT));
        try (var arena = Arena.ofConfined()) {
            int failed =
                    (int) call.invokeExact(arena.allocateFrom(name), arena.allocateFrom(value), 1);
            if (failed != 0) {
                throw new ModelFailure("setenv " + name + " failed");
            }
        } catch (ModelFailure e) {
            throw e;
        } catch (Throwable e) {
            throw new ModelFailure("setenv " + name + " failed", e);
        }
    }

    /// What computes, with versions, for provenance.
    public static String description() {
        return "ONNX Runtime %s, DJL %s"
                .formatted(environment().getVersion(), Engine.getDjlVersion());
    }
}
