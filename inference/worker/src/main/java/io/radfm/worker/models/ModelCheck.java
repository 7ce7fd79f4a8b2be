// SPDX-License-Identifier: Apache-2.0
package io.radfm.worker.models;

import io.radfm.events.ModelFile;
import io.radfm.events.ModelRole;
import io.radfm.events.RegisteredModel;
import io.radfm.model.Configuration;
import io.radfm.model.Digests;
import io.radfm.model.MalformedModel;
import io.radfm.model.Manifest;
import io.radfm.model.checkpoint.Checkpoint;
import io.radfm.model.conversion.Inventory;
import io.radfm.model.tokenizer.BytePairTokenizer;
import io.radfm.model.tokenizer.SentencePieceModel;
import io.radfm.worker.Trial;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/// A model directory that was found sound.
///
/// @param id SHA-256 of its manifest
record ModelCheck(String id, Manifest manifest, String weightsDigest) {

    /// @param unopened without computing anything: its parts are only read
    /// @throws MalformedModel with what is wrong with it
    static ModelCheck of(Path directory, boolean unopened, int threads) throws IOException {
        var manifest = Manifest.read(directory);
        var weights =
                unopened ? read(directory, manifest) : Trial.of(directory, threads).weightsSha256();
        return new ModelCheck(Digests.sha256(directory.resolve(Manifest.FILE)), manifest, weights);
    }

    private static String read(Path directory, Manifest manifest) throws IOException {
        var sizes = Configuration.read(directory.resolve("config.json"));
        var words =
                new BytePairTokenizer(
                        SentencePieceModel.read(directory.resolve("tokenizer.model")));
        if (words.size() != sizes.language().vocabSize()) {
            throw new MalformedModel("the tokenizer is of another vocabulary than the model");
        }
        Inventory.of(directory, sizes);
        try (var weights = Checkpoint.open(directory)) {
            for (var file : weights.files()) {
                if (!manifest.digests().containsKey(file.getFileName().toString())) {
                    throw new MalformedModel(
                            Manifest.FILE + " has no digest of " + file.getFileName());
                }
            }
            return Digests.ofWeights(weights.files(), manifest.digests());
        }
    }

    /// @param files where they are in the store
    RegisteredModel registered(List<ModelFile> files) {
        return RegisteredModel.newBuilder()
                .setModelId(id)
                .setName(manifest.name())
                .setVersion(manifest.version())
                .setWeightsDigest(weightsDigest)
                .setTrained(manifest.trained())
                .setNotice(manifest.notice().isEmpty() ? null : manifest.notice())
                .setFiles(files)
                .setRole(ModelRole.RETIRED)
                .setChangedAt(Instant.EPOCH)
                .setChangedBy("nobody")
                .build();
    }
}
