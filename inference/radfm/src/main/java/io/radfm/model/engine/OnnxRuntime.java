// SPDX-License-Identifier: Apache-2.0
package io.radfm.model.engine;

import ai.djl.engine.Engine;
import ai.onnxruntime.OrtEnvironment;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// The one ONNX Runtime of this process. DJL must make it: its engine refuses one that is there
/// already.
public final class OnnxRuntime {
    /// DJL's name of the engine, always given: with two on the class path its default could be the
    /// other.
    private static final String NAME = "OnnxRuntime";

    private static final long DEEP_STACK_BYTES = 64L << 20;
    private static final OrtEnvironment ENVIRONMENT = made();

    private OnnxRuntime() {}

    /// What DJL calls it; calling this starts it.
    static String name() {
        return NAME;
    }

    static OrtEnvironment environment() {
        return ENVIRONMENT;
    }

    /// Version 1.29.0 reads the process's command line when it starts, and overflows the stack when
    /// that is some kilobytes long, as class paths are: the process dies without a word. So it
    /// starts on a thread with a stack of its own size (reserved, not used).
    private static OrtEnvironment made() {
        var task = new FutureTask<>(new Starting());
        new Thread(null, task, "onnxruntime-start", DEEP_STACK_BYTES).start();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get();
                } catch (InterruptedException e) {
                    interrupted = true; // somebody wants us to stop: not in the middle of this
                } catch (ExecutionException e) {
                    throw new IllegalStateException("ONNX Runtime cannot start", e.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /// A class of its own, not a lambda: other threads must not need this class while it starts.
    private static final class Starting implements Callable<OrtEnvironment> {
        @Override
        public OrtEnvironment call() {
            Engine.getEngine(NAME);
            return OrtEnvironment.getEnvironment();
        }
    }

    /// What computes, with versions, for provenance.
    public static String description() {
        return "ONNX Runtime %s, DJL %s"
                .formatted(environment().getVersion(), Engine.getDjlVersion());
    }
}
