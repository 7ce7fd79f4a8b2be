// SPDX-License-Identifier: Apache-2.0
package io.radfm.model.bench;

import io.radfm.model.Configuration;
import io.radfm.model.Configuration.Language;
import io.radfm.model.Configuration.Perceiver;
import io.radfm.model.Configuration.Vision;
import io.radfm.model.Manifest;
import io.radfm.model.conversion.ModelWriter;
import io.radfm.model.conversion.ModelWriter.Identity;
import io.radfm.model.conversion.ModelWriter.Order;
import io.radfm.model.conversion.RandomNumbers;
import io.radfm.model.conversion.WeightPlan.Target;
import io.radfm.model.quantization.Precision;
import io.radfm.model.tokenizer.Pieces;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/// Random models in the sizes that are measured, with the vision parts of the real one. Numbers are
/// drawn, rounded and written piece by piece: a model of 13 billion in 4 bits never exists in 32.
final class BenchModel {
    private BenchModel() {}

    static Configuration sizes(String name) {
        var vision = new Vision(512, 512, 32, 4, 768, 12, 8, 64, 2048, 3);
        var perceiver = new Perceiver(6, 8, 64, 32, 4);
        return new Configuration(
                vision,
                perceiver,
                switch (name) {
                    case "91m" -> language(4096, 768, 2048, 12, 6);
                    case "392m" -> language(4096, 1152, 3072, 24, 9);
                    case "1b" -> language(32000, 2048, 5632, 22, 16);
                    case "13b" -> language(32000, 5120, 13824, 40, 40);
                    default -> throw new IllegalArgumentException(name + ": 91m, 392m, 1b or 13b");
                });
    }

    private static Language language(int vocabulary, int hidden, int wide, int layers, int heads) {
        return new Language(vocabulary, hidden, wide, layers, heads, 1e-6, 10_000, 2048, 1, 2, 0);
    }

    /// `int4/128` and the like.
    static Target target(String format) {
        var parts = format.split("/");
        var precision = Precision.valueOf(parts[0].toUpperCase(Locale.ROOT));
        return new Target(precision, precision, parts.length > 1 ? Integer.parseInt(parts[1]) : 32);
    }

    /// The model of this size and format below `folder`, made there the first time.
    static Path in(Path folder, String size, String format) throws IOException {
        var directory = folder.resolve("radfm-" + size + "-" + format.replace('/', '-'));
        if (Files.exists(directory.resolve(Manifest.FILE))) {
            return directory;
        }
        System.err.println("making " + directory + " …");
        Files.createDirectories(folder);
        var sizes = sizes(size);
        int fillers = sizes.language().vocabSize() - Pieces.FIRST;
        var pieces = IntStream.range(0, fillers).mapToObj(i -> "▁w" + i).toArray(String[]::new);
        var tokenizer = Files.createTempFile(folder, "tokenizer", ".model");
        Files.write(tokenizer, Pieces.of(pieces).toBytes());
        var order =
                new Order(
                        new Identity("radfm-" + size, "random", false, "untrained: noise"),
                        sizes,
                        Optional.of(tokenizer),
                        target(format),
                        Runtime.getRuntime().availableProcessors());
        ModelWriter.write(directory, order, new RandomNumbers(1, 0.02), (_, _) -> {});
        Files.delete(tokenizer);
        return directory;
    }
}
