// SPDX-License-Identifier: Apache-2.0
package io.radfm.model;

import io.radfm.model.tokenizer.Pieces;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A small model directory: the reference's weights, and a tokenizer made here of as many pieces as
/// its vocabulary (`▁yes` and `▁no` with what they are merged from, and `▁w0`, `▁w1` …, which never
/// are).
public final class MiniModel {
    private static final Path REFERENCE = Path.of("src/test/resources/radfm-mini");
    private static final int VOCABULARY = 320;

    private MiniModel() {}

    public static Path in(Path folder) throws IOException {
        for (var file : new String[] {"config.json", "pytorch_model.bin"}) {
            Files.copy(REFERENCE.resolve(file), folder.resolve(file));
        }
        var words = List.of("▁y", "▁ye", "▁yes", "▁n", "▁no");
        var numbered =
                IntStream.range(0, VOCABULARY - Pieces.FIRST - words.size())
                        .mapToObj(i -> "▁w" + i);
        var pieces = Stream.concat(words.stream(), numbered).toArray(String[]::new);
        Files.write(folder.resolve("tokenizer.model"), Pieces.of(pieces).toBytes());
        describe(folder);
        return folder;
    }

    /// Writes a manifest of what the directory holds now.
    public static void describe(Path directory) throws IOException {
        var digests = new TreeMap<String, String>();
        for (var file : new String[] {"config.json", "pytorch_model.bin", "tokenizer.model"}) {
            digests.put(file, Digests.sha256(directory.resolve(file)));
        }
        new Manifest("radfm-mini", "3", true, "", digests).write(directory);
    }
}
