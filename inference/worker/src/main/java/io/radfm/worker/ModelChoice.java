// SPDX-License-Identifier: Apache-2.0
package io.radfm.worker;

import io.radfm.events.ModelRole;
import io.radfm.events.RegisteredModel;
import io.radfm.model.Digests;
import io.radfm.model.Manifest;
import io.radfm.storage.ObjectStore;
import io.radfm.worker.models.ModelCache;
import io.radfm.worker.models.Registered;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Which models a worker may draft with, and where their files are on this machine.
///
/// @param own the directory of a model that nobody registered
/// @param cache where registered models are kept
/// @param store where their files come from
record ModelChoice(Path own, Path cache, URI store) {

    /// @param id of the registered model; empty for the one in `own`
    /// @param title for people
    /// @param registered empty for the one in `own`
    record Chosen(String id, String title, Optional<RegisteredModel> registered) {}

    static ModelChoice of(WorkerConfig config) {
        return new ModelChoice(config.model(), config.modelCache(), config.objectStore());
    }

    /// The one that is to draft, then those that did before it. The model in `own` only where none
    /// is registered: a worker that was told of a model must not draft with one that nobody chose.
    List<Chosen> all(Registered registered) {
        var models = registered.of(ModelRole.CURRENT).stream().map(ModelChoice::chosen).toList();
        return models.isEmpty()
                ? List.of(new Chosen("", "the model of " + own, Optional.empty()))
                : models;
    }

    private static Chosen chosen(RegisteredModel model) {
        var title =
                "%s %s (%.12s)".formatted(model.getName(), model.getVersion(), model.getModelId());
        return new Chosen(model.getModelId(), title, Optional.of(model));
    }

    /// Its files, fetched where they are not here yet.
    Path directory(Chosen chosen) throws IOException {
        if (chosen.registered().isEmpty() || isOwn(chosen.id())) {
            return own;
        }
        try (var objects = ObjectStore.of(store)) {
            return new ModelCache(cache, objects).fetched(chosen.registered().get());
        }
    }

    private boolean isOwn(String id) throws IOException {
        var manifest = own.resolve(Manifest.FILE);
        return Files.isRegularFile(manifest) && Digests.sha256(manifest).equals(id);
    }
}
