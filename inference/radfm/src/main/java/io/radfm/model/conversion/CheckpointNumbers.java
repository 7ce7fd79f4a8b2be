// SPDX-License-Identifier: Apache-2.0
package io.radfm.model.conversion;

import io.radfm.model.Configuration;
import io.radfm.model.MalformedModel;
import io.radfm.model.checkpoint.Checkpoint;
import io.radfm.model.checkpoint.Pages;
import io.radfm.model.checkpoint.Parameters;
import io.radfm.model.checkpoint.Parameters.Parameter;
import io.radfm.model.checkpoint.Parameters.Role;
import io.radfm.model.checkpoint.Tensor;
import io.radfm.model.quantization.BlockFormat;

import java.util.HashMap;
import java.util.Map;

/// The numbers of a mapped checkpoint. What has been read is let go at once, so that a file of 56
/// GB passes through a few megabytes.
public final class CheckpointNumbers implements Numbers {
    private final Map<String, Tensor> tensors = new HashMap<>();

    /// @throws MalformedModel naming the first tensor that is missing, misshapen or no weight
    public CheckpointNumbers(Configuration configuration, Checkpoint source) throws MalformedModel {
        var language = configuration.language();
        for (var it : Parameters.of(configuration)) {
            refusePacked(source, it);
            tensors.put(
                    it.name(),
                    it.role() == Role.EMBEDDINGS
                            ? source.requireEmbeddings(language.vocabSize(), language.hiddenSize())
                            : source.require(it.name(), it.shape()));
        }
    }

    private static void refusePacked(Checkpoint source, Parameter it) throws MalformedModel {
        if (source.contains(it.name() + BlockFormat.SCALES)) {
            throw new MalformedModel(
                    source.fileNames()
                            + ": "
                            + it.name()
                            + " has few bits already: convert from the original weights");
        }
    }

    @Override
    public void read(Parameter parameter, long first, int count, float[] target) {
        tensors.get(parameter.name()).read(first, count, target);
    }

    @Override
    public void done(Parameter parameter, long first, int count) {
        var tensor = tensors.get(parameter.name());
        if (tensor.isContiguous()) {
            long size = tensor.type().bytes();
            Pages.release(tensor.data().asSlice(first * size, count * size));
        }
    }

    /// How many bytes will be read.
    public long bytes() {
        return tensors.values().stream().mapToLong(Tensor::bytes).sum();
    }
}
