// SPDX-License-Identifier: Apache-2.0
package io.radfm.model;

import java.util.Locale;

/// What computes a model.
///
/// @param engine which one
/// @param device the GPU's number, 0 for the first; nothing on a CPU
/// @param numbers what a GPU computes the language model with; nothing on a CPU
public record Compute(Engine engine, int device, Numbers numbers) {
    public static final Compute AUTOMATIC = new Compute(Engine.AUTO, 0, Numbers.AUTO);

    /// Engines by the names of the setting `inference.engine`.
    public enum Engine {
        /// TensorRT where its module, a GPU and CUDA's libraries are, else the CPU.
        AUTO,
        /// ONNX Runtime on the CPU.
        CPU,
        /// TensorRT on an NVIDIA GPU.
        TENSORRT,
        /// ONNX Runtime on an NVIDIA GPU.
        CUDA;

        /// @throws IllegalArgumentException when there is no engine of this name
        public static Engine of(String name) {
            return valueOf(name.toUpperCase(Locale.ROOT));
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// Number formats of a GPU's arithmetic and cache.
    public enum Numbers {
        /// BF16 where the checkpoint holds such, else FP16.
        AUTO,
        FP32,
        FP16,
        BF16;

        /// @throws IllegalArgumentException when there is no format of this name
        public static Numbers of(String name) {
            return valueOf(name.toUpperCase(Locale.ROOT));
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Compute {
        if (device < 0 || device > 1023) {
            throw new IllegalArgumentException("device " + device);
        }
    }
}
