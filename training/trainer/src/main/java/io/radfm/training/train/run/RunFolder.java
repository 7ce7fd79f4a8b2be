// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.train.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

import io.radfm.training.train.TrainingOrder.Identity;
import io.radfm.training.train.TrainingPlan;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// What a run keeps beside the model it makes.
///
/// ```
/// NAME.run/
///   run.json                  what it was asked for
///   base/                     the model with random weights it started from, if it did
///   checkpoint-000000500/     the last two
///   samples.txt               answers generated for samples of the validation split
/// ```
record RunFolder(Path folder) {
    static final int KEPT = 2;
    private static final String RUN = "run.json";
    private static final String CHECKPOINT = "checkpoint-";
    private static final long MOST_BYTES = 1 << 20;
    static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .build();

    /// @param data directory of the data set
    /// @param dataHash its hash
    /// @param model directory of the model it started from
    /// @param weights digest of that model's weights
    record Run(
            TrainingPlan plan,
            Identity identity,
            String data,
            String dataHash,
            String model,
            String weights) {}

    Path base() {
        return folder.resolve("base");
    }

    Path samples() {
        return folder.resolve("samples.txt");
    }

    boolean holdsRun() {
        return Files.exists(folder.resolve(RUN));
    }

    Run run() throws IOException {
        return read(folder.resolve(RUN), Run.class);
    }

    void begin(Run run) throws IOException {
        Files.createDirectories(folder);
        write(folder.resolve(RUN), run);
    }

    /// The newest checkpoint that is whole.
    Optional<Path> newest() throws IOException {
        return checkpoints().stream().reduce((_, later) -> later);
    }

    Path checkpoint(long step) {
        return folder.resolve("%s%09d".formatted(CHECKPOINT, step));
    }

    /// Where a checkpoint is made, before it gets its name.
    Path making() throws IOException {
        var making = folder.resolve("making-checkpoint");
        delete(making);
        return Files.createDirectories(making);
    }

    /// Gives a checkpoint its name once all of it is on the disk, and deletes those before the last
    /// two.
    void complete(Path making, long step) throws IOException {
        try (var files = Files.list(making)) {
            for (var file : files.toList()) {
                force(file);
            }
        }
        delete(checkpoint(step));
        Files.move(making, checkpoint(step), StandardCopyOption.ATOMIC_MOVE);
        force(folder);
        var all = checkpoints();
        for (var old : all.subList(0, Math.max(0, all.size() - KEPT))) {
            delete(old);
        }
    }

    private List<Path> checkpoints() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var entries = Files.list(folder)) {
            return entries.filter(it -> it.getFileName().toString().startsWith(CHECKPOINT))
                    .sorted()
                    .toList();
        }
    }

    private static void force(Path path) throws IOException {
        try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    static <T> T read(Path file, Class<T> type) throws IOException {
        if (Files.size(file) > MOST_BYTES) {
            throw new IOException(file + " is larger than 1 MiB");
        }
        try {
            return JSON.readValue(Files.readAllBytes(file), type);
        } catch (JsonProcessingException e) {
            throw new IOException(file + ": " + e.getOriginalMessage(), e);
        }
    }

    static void write(Path file, Object value) throws IOException {
        var part = file.resolveSibling(file.getFileName() + ".part");
        Files.write(part, JSON.writeValueAsBytes(value));
        force(part);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void delete(Path path) throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        try (var files = Files.walk(path)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
