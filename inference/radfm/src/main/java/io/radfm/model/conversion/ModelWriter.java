// SPDX-License-Identifier: Apache-2.0
package io.radfm.model.conversion;

import io.radfm.model.Configuration;
import io.radfm.model.Digests;
import io.radfm.model.MalformedModel;
import io.radfm.model.Manifest;
import io.radfm.model.checkpoint.Checkpoint;
import io.radfm.model.checkpoint.SafeTensorsWriter;
import io.radfm.model.conversion.WeightPlan.Target;
import io.radfm.model.tokenizer.SentencePieceModel;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Writes model directories. One appears whole, under its name, or not at all: until then its files
/// lie in a folder beside it.
public final class ModelWriter {
    public static final String CONFIGURATION = "config.json";
    public static final String TOKENIZER = "tokenizer.model";

    /// What a model says about itself.
    public record Identity(String name, String version, boolean trained, String notice) {}

    /// @param tokenizer the file, none for a model that is only to be verified
    /// @param threads for the conversion
    public record Order(
            Identity identity,
            Configuration configuration,
            Optional<Path> tokenizer,
            Target target,
            int threads) {}

    private ModelWriter() {}

    /// @param directory must not exist, or be empty
    /// @param listener told how many bytes of weights have been written, of how many
    /// @return the digests of the files, as in the manifest
    /// @throws FileAlreadyExistsException when there is something in the directory, or it is being
    ///   made by another
    public static Map<String, String> write(
            Path directory, Order order, Numbers numbers, Listener listener) throws IOException {
        return write(directory, order, numbers, Map.of(), listener);
    }

    /// @param documents further files, by name: a model's card, how it came to be
    public static Map<String, String> write(
            Path directory,
            Order order,
            Numbers numbers,
            Map<String, byte[]> documents,
            Listener listener)
            throws IOException {
        requireFree(directory);
        var sources = WeightPlan.of(order.configuration(), numbers, order.target());
        long total = sources.stream().mapToLong(SafeTensorsWriter.Source::bytes).sum();
        var parent = directory.toAbsolutePath().getParent();
        Files.createDirectories(parent);
        checkTokenizer(order);
        try (var workplace = Workplace.beside(directory)) {
            requireRoom(parent, total); // what a killed one left is gone by now
            var partial = workplace.folder();
            var digests = new TreeMap<String, String>();
            order.configuration().write(partial.resolve(CONFIGURATION));
            digests.put(CONFIGURATION, Digests.sha256(partial.resolve(CONFIGURATION)));
            if (order.tokenizer().isPresent()) {
                Files.copy(order.tokenizer().get(), partial.resolve(TOKENIZER));
                digests.put(TOKENIZER, Digests.sha256(partial.resolve(TOKENIZER)));
            }
            var weights = partial.resolve(Checkpoint.SAFE_TENSORS);
            digests.put(
                    Checkpoint.SAFE_TENSORS,
                    SafeTensorsWriter.write(
                            weights,
                            sources,
                            order.threads(),
                            written -> listener.written(written, total)));
            digests.putAll(GraphFiles.write(partial, order.configuration()));
            for (var document : documents.entrySet()) {
                var file = partial.resolve(document.getKey());
                Files.write(file, document.getValue(), StandardOpenOption.CREATE_NEW);
                digests.put(document.getKey(), Digests.sha256(file));
            }
            var it = order.identity();
            new Manifest(it.name(), it.version(), it.trained(), it.notice(), digests)
                    .write(partial);
            workplace.publish(directory);
            return digests;
        }
    }

    /// Sees how far a conversion has come.
    @FunctionalInterface
    public interface Listener {
        void written(long bytes, long of);
    }

    /// Refuses a place that is taken.
    public static void requireFree(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (var entries = Files.list(directory)) {
                if (entries.findAny().isPresent()) {
                    throw new FileAlreadyExistsException(
                            directory.toString(), null, "is not empty");
                }
            }
        }
    }

    private static void requireRoom(Path folder, long bytes) throws IOException {
        long free = Files.getFileStore(folder).getUsableSpace();
        if (free < bytes) {
            throw new IOException(
                    "the weights need %,d MB, %s has %,d MB left"
                            .formatted(bytes >> 20, folder, free >> 20));
        }
    }

    private static void checkTokenizer(Order order) throws IOException {
        if (order.tokenizer().isEmpty()) {
            return;
        }
        int pieces = SentencePieceModel.read(order.tokenizer().get()).pieces().size();
        int vocabulary = order.configuration().language().vocabSize();
        if (pieces != vocabulary) {
            throw new MalformedModel(
                    "the tokenizer has %d pieces, the model's vocabulary %d"
                            .formatted(pieces, vocabulary));
        }
    }
}
