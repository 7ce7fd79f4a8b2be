// SPDX-License-Identifier: Apache-2.0
package io.radfm.training;

import io.radfm.model.Configuration;
import io.radfm.model.Digests;
import io.radfm.model.Manifest;
import io.radfm.model.checkpoint.Checkpoint;
import io.radfm.model.checkpoint.ElementType;
import io.radfm.model.checkpoint.Parameters;
import io.radfm.model.checkpoint.Parameters.Parameter;
import io.radfm.model.checkpoint.Parameters.Role;
import io.radfm.model.checkpoint.Parameters.Start;
import io.radfm.model.checkpoint.SafeTensorsWriter;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;

/// The start of training: a model directory with random weights and a tokenizer learned from text.
/// The same sizes, text and seed give the same bytes, on any machine.
public final class Initialise {
    static final String NOTICE = "untrained model: text is noise";
    private static final String CONFIGURATION = "config.json";
    private static final String TOKENIZER = "tokenizer.model";
    private static final double SPREAD = 0.02;

    /// How far numbers that start random lie from zero.
    enum Spread {
        /// 0.02 everywhere.
        EVEN {
            @Override
            double of(Parameter parameter) {
                return SPREAD;
            }
        },
        /// What small models learn from faster: matrices keep the size of what passes through them,
        /// positions and latents differ from each other, and each latent looks at few patches, from
        /// the start.
        SCALED {
            @Override
            double of(Parameter parameter) {
                var name = parameter.name();
                if (name.endsWith("_embed.weight")) {
                    return POSITIONS;
                }
                if (name.contains("perceiver.layers.") && name.endsWith(".to_q.weight")) {
                    return LOOKS / Math.sqrt(parameter.shape()[1]);
                }
                boolean isTable =
                        parameter.role() == Role.EMBEDDINGS || parameter.role() == Role.FIGURES;
                return name.endsWith("latents")
                        ? LATENTS
                        : isTable ? SPREAD : 1 / Math.sqrt(parameter.shape()[1]);
            }
        };

        private static final double POSITIONS = 0.3;
        private static final double LATENTS = 1;
        private static final double LOOKS = 4;

        abstract double of(Parameter parameter);
    }

    private final Configuration sizes;
    private final long seed;
    private final Spread spread;

    private Initialise(Configuration sizes, long seed, Spread spread) {
        this.sizes = sizes;
        this.seed = seed;
        this.spread = spread;
    }

    /// Writes a model directory. Its manifest comes last: a directory that has one is whole, and
    /// one that has none may be written again.
    ///
    /// @param sizes with the vocabulary as an upper bound; the model gets as many tokens as
    ///   `corpus` yields
    /// @throws FileAlreadyExistsException when the directory holds a model
    static void write(
            Path directory,
            String name,
            Configuration sizes,
            Iterable<String> corpus,
            long seed,
            Spread spread)
            throws IOException {
        if (Files.exists(directory.resolve(Manifest.FILE))) {
            throw new FileAlreadyExistsException(
                    directory.toString(), null, "holds a model already");
        }
        Files.createDirectories(directory);
        var tokenizer = BytePairTrainer.learn(corpus, sizes.language().vocabSize());
        Files.write(directory.resolve(TOKENIZER), tokenizer.toBytes());
        var exact = withVocabulary(sizes, tokenizer.pieces().size());
        exact.write(directory.resolve(CONFIGURATION));
        new Initialise(exact, seed, spread)
                .writeWeights(directory.resolve(Checkpoint.SAFE_TENSORS));

        var digests = new TreeMap<String, String>();
        for (var file : List.of(CONFIGURATION, TOKENIZER, Checkpoint.SAFE_TENSORS)) {
            digests.put(file, Digests.sha256(directory.resolve(file)));
        }
        new Manifest(name, "untrained-" + seed, false, NOTICE, digests).write(directory);
    }

    private void writeWeights(Path file) throws IOException {
        var sources =
                Parameters.of(sizes).stream()
                        .map(
                                it ->
                                        new SafeTensorsWriter.Source(
                                                it.name(),
                                                ElementType.F32,
                                                it.shape(),
                                                () -> numbers(it)))
                        .toList();
        SafeTensorsWriter.write(file, sources);
    }

    /// Each tensor has a stream of its own, from the seed and its name, so that adding one does not
    /// change the others.
    private ByteBuffer numbers(Parameter parameter) {
        int count =
                Math.toIntExact(Arrays.stream(parameter.shape()).reduce(1, Math::multiplyExact));
        var bytes =
                ByteBuffer.allocate(Math.multiplyExact(count, Float.BYTES))
                        .order(ByteOrder.LITTLE_ENDIAN);
        var random = new Random(seed * 31 + parameter.name().hashCode());
        double deviation = parameter.start() == Start.NORMAL ? spread.of(parameter) : 0;
        while (bytes.hasRemaining()) {
            bytes.putFloat(
                    switch (parameter.start()) {
                        case Start.NORMAL -> (float) (deviation * random.nextGaussian());
                        case Start.ONES -> 1;
                        case Start.ZEROS -> 0;
                    });
        }
        return bytes.flip();
    }

    private static Configuration withVocabulary(Configuration sizes, int vocabulary) {
        var it = sizes.language();
        return new Configuration(
                sizes.vision(),
                sizes.perceiver(),
                new Configuration.Language(
                        vocabulary,
                        it.hiddenSize(),
                        it.intermediateSize(),
                        it.numHiddenLayers(),
                        it.numAttentionHeads(),
                        it.rmsNormEps(),
                        it.ropeTheta(),
                        it.maxSequenceLength(),
                        it.bosTokenId(),
                        it.eosTokenId(),
                        it.padTokenId()));
    }
}
