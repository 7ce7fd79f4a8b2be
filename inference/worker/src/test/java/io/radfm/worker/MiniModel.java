// SPDX-License-Identifier: Apache-2.0
package io.radfm.worker;

import io.radfm.model.Digests;
import io.radfm.model.Manifest;
import io.radfm.model.tokenizer.SentencePieceModel;
import io.radfm.model.tokenizer.SentencePieceModel.Kind;
import io.radfm.model.tokenizer.SentencePieceModel.Piece;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.TreeMap;

/// The reference's small model (64 × 64 × 32 voxels, 3 layers) as a model directory. What it writes
/// is noise.
public final class MiniModel {
    public static final String NOTICE = "untrained model: text is noise";
    private static final Path REFERENCE =
            Path.of(
                    System.getProperty("radfm.home"),
                    "inference/radfm/src/test/resources/radfm-mini");
    private static final int VOCABULARY = 320;

    private MiniModel() {}

    public static Path in(Path directory) throws IOException {
        return in(directory, "1");
    }

    public static Path in(Path directory, String version) throws IOException {
        Files.createDirectories(directory);
        for (var file : new String[] {"config.json", "pytorch_model.bin"}) {
            Files.copy(REFERENCE.resolve(file), directory.resolve(file));
        }
        Files.write(directory.resolve("tokenizer.model"), tokenizer().toBytes());
        var digests = new TreeMap<String, String>();
        for (var file : new String[] {"config.json", "pytorch_model.bin", "tokenizer.model"}) {
            digests.put(file, Digests.sha256(directory.resolve(file)));
        }
        new Manifest("radfm-mini", version, false, NOTICE, digests).write(directory);
        return directory;
    }

    /// Laid out as LLaMA's: `<unk> <s> </s>`, 256 bytes, then pieces.
    private static SentencePieceModel tokenizer() {
        var pieces = new ArrayList<Piece>();
        pieces.add(new Piece("<unk>", 0, Kind.UNKNOWN));
        pieces.add(new Piece("<s>", 0, Kind.CONTROL));
        pieces.add(new Piece("</s>", 0, Kind.CONTROL));
        for (int value = 0; value < 256; value++) {
            pieces.add(SentencePieceModel.bytePiece(value));
        }
        for (var piece : new String[] {"▁", "y", "n", "▁y", "▁n"}) { // tell yes from no
            pieces.add(new Piece(piece, 0, Kind.NORMAL));
        }
        for (int i = 0; pieces.size() < VOCABULARY; i++) {
            pieces.add(new Piece("▁w" + i, -i, Kind.NORMAL));
        }
        return new SentencePieceModel(pieces);
    }
}
