// SPDX-License-Identifier: Apache-2.0
package io.radfm.lab;

import io.radfm.model.Manifest;
import io.radfm.training.ModelInit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;

/// The lab's model: what lies in its folder, or an untrained one, made there the first time.
final class LabModel {
    private static final long SEED = 1;

    private LabModel() {}

    /// The model's folder, with a model in it. One that is made gets this name only when it is
    /// whole, so that a lab killed meanwhile makes it again.
    ///
    /// @throws IOException with a sentence when the folder holds something that is no model
    static Path ensured(Path folder) throws IOException {
        if (Files.exists(folder.resolve(Manifest.FILE))) {
            return folder;
        }
        if (Files.exists(folder) && !isEmpty(folder)) {
            throw new IOException(
                    "%s holds files but no %s: it is no model directory; move it away, or complete it"
                            .formatted(folder, Manifest.FILE));
        }
        var making = folder.resolveSibling(folder.getFileName() + ".making");
        deleteLeftOver(making);
        ModelInit.tiny(making, SEED);
        Files.deleteIfExists(folder);
        return Files.move(making, folder, StandardCopyOption.ATOMIC_MOVE);
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }

    private static void deleteLeftOver(Path making) throws IOException {
        if (!Files.exists(making)) {
            return;
        }
        try (var files = Files.walk(making)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
