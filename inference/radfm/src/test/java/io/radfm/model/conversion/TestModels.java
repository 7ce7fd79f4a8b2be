// SPDX-License-Identifier: Apache-2.0
package io.radfm.model.conversion;

import io.radfm.model.Configuration;
import io.radfm.model.Configuration.Language;
import io.radfm.model.Configuration.Perceiver;
import io.radfm.model.Configuration.Vision;
import io.radfm.model.conversion.ModelWriter.Identity;
import io.radfm.model.conversion.ModelWriter.Order;
import io.radfm.model.conversion.WeightPlan.Target;
import io.radfm.model.quantization.Precision;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// Untrained models of any shape, without tokenizers.
public final class TestModels {
    public static final Target FP32 = new Target(Precision.FP32, Precision.FP32, 32);

    private TestModels() {}

    /// Small vision parts, and this language model.
    public static Configuration sizes(int vocabulary, int hidden, int wide, int layers, int heads) {
        return new Configuration(
                new Vision(64, 32, 16, 4, 48, 2, 3, 16, 96, 3),
                new Perceiver(2, 3, 16, 8, 4),
                new Language(vocabulary, hidden, wide, layers, heads, 1e-6, 10_000, 512, 1, 2, 0));
    }

    /// Weights of such a spread that every layer matters.
    public static void write(Path directory, Configuration sizes, long seed, Target target)
            throws IOException {
        double spread = 1 / Math.sqrt(sizes.language().hiddenSize());
        ModelWriter.write(
                directory,
                new Order(
                        new Identity("random", "" + seed, false, "noise"),
                        sizes,
                        Optional.empty(),
                        target,
                        2),
                new RandomNumbers(seed, spread),
                (_, _) -> {});
    }
}
