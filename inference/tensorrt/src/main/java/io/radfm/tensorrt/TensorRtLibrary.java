// SPDX-License-Identifier: Apache-2.0
package io.radfm.tensorrt;

import io.radfm.model.ModelFailure;

import org.bytedeco.tensorrt.global.nvinfer;
import org.bytedeco.tensorrt.global.nvonnxparser;

import java.util.Optional;

/// TensorRT on this machine: whether it can be used, and why not.
final class TensorRtLibrary {
    /// CUDA that this TensorRT is made for.
    static final int CUDA = 13;

    private TensorRtLibrary() {}

    /// Whether a GPU of this number can be used, asking for the cheapest things first.
    static Optional<String> unavailable(int device) {
        try {
            Driver.open().gpu(device);
            CudaRuntime.open(CUDA);
            version();
            return Optional.empty();
        } catch (ModelFailure e) {
            return Optional.of("TensorRT engine: " + e.getMessage());
        }
    }

    /// Loads TensorRT and its parser: `11.2.1`.
    ///
    /// @throws ModelFailure when they or what they link to is missing
    static String version() {
        return Loaded.VERSION.orElseThrow(
                () -> new ModelFailure("TensorRT cannot be loaded (" + Loaded.reason + ")"));
    }

    /// Tried once: Java gives the true reason only the first time.
    private static final class Loaded {
        static String reason = "";
        static final Optional<String> VERSION = load();

        private static Optional<String> load() {
            try {
                int version = nvinfer.getInferLibVersion();
                nvonnxparser.getNvOnnxParserVersion();
                return Optional.of(
                        "%d.%d.%d".formatted(version / 10_000, version / 100 % 100, version % 100));
            } catch (LinkageError e) {
                reason = root(e);
                return Optional.empty();
            }
        }
    }

    /// The first library that was missing, in the loader's words.
    static String root(Throwable e) {
        var cause = e;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        var text = String.valueOf(cause.getMessage());
        int path = text.indexOf(".so: ");
        return path < 0 ? text : text.substring(path + 5);
    }
}
