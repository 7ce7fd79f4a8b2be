// SPDX-License-Identifier: Apache-2.0
package io.radfm.model.quantization;

import io.radfm.model.Configuration;
import io.radfm.model.MalformedModel;
import io.radfm.model.checkpoint.Checkpoint;
import io.radfm.model.checkpoint.ElementType;

import java.util.Locale;

/// How the matrices of the language model are stored.
public enum Precision {
    FP32,
    FP16,
    INT8,
    INT4;

    public boolean isPacked() {
        return this == INT8 || this == INT4;
    }

    /// @param block weights per scale
    public BlockFormat format(int block) {
        return switch (this) {
            case INT8 -> new BlockFormat(8, block);
            case INT4 -> new BlockFormat(4, block);
            case FP32, FP16 -> throw new IllegalStateException(this + " has no blocks");
        };
    }

    /// What a checkpoint's language model is stored in, for people: `fp32`, `bf16`, `int4/128`.
    public static String of(Checkpoint weights, Configuration.Language language)
            throws MalformedModel {
        var name = "lang_model.model.layers.0.self_attn.q_proj.weight";
        int hidden = language.hiddenSize();
        var packed = PackedMatrix.find(weights, name, hidden, hidden);
        if (packed.isPresent()) {
            return packed.get().format().toString();
        }
        return name(weights.require(name, hidden, hidden).type());
    }

    private static String name(ElementType type) {
        return type == ElementType.F32
                ? "fp32"
                : type == ElementType.F16 ? "fp16" : type.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
