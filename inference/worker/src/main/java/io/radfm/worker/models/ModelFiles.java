// SPDX-License-Identifier: Apache-2.0
package io.radfm.worker.models;

import io.radfm.events.ModelFile;
import io.radfm.events.RegisteredModel;
import io.radfm.model.MalformedModel;
import io.radfm.model.Manifest;

import java.util.HashSet;

/// What may stand in a record of topic `models`. It names files that are made on this machine, so
/// nothing in it is believed.
final class ModelFiles {
    private static final int MOST_FILES = 1000;
    private static final long MOST_BYTES = 1L << 40;
    private static final String DIGEST = "[0-9a-f]{64}";
    private static final String NAME = "\\w[\\w.-]{0,127}";

    private ModelFiles() {}

    static boolean isName(String name) {
        return name.matches(NAME);
    }

    /// How many bytes the files have together.
    ///
    /// @throws MalformedModel when it names no model directory
    static long checked(RegisteredModel model) throws MalformedModel {
        require(model.getModelId().matches(DIGEST), "its id is no SHA-256");
        require(model.getFiles().size() <= MOST_FILES, "more than " + MOST_FILES + " files");
        var names = new HashSet<String>();
        long bytes = 0;
        for (var file : model.getFiles()) {
            require(isName(file.getName()) && names.add(file.getName()), "a file's name");
            require(file.getDigest().matches(DIGEST), "a file's digest");
            require(file.getBytes() >= 0 && file.getBytes() <= MOST_BYTES, "a file's length");
            bytes += file.getBytes();
        }
        require(bytes <= MOST_BYTES, "more than a TiB");
        require(
                model.getFiles().stream().anyMatch(file -> isManifest(file, model)),
                "its id is not the digest of its " + Manifest.FILE);
        return bytes;
    }

    private static boolean isManifest(ModelFile file, RegisteredModel model) {
        return file.getName().equals(Manifest.FILE) && file.getDigest().equals(model.getModelId());
    }

    private static void require(boolean holds, String what) throws MalformedModel {
        if (!holds) {
            throw new MalformedModel("a registered model cannot be used: " + what);
        }
    }
}
