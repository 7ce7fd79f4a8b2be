// SPDX-License-Identifier: Apache-2.0
package io.radfm.tensorrt;

import io.radfm.model.Digests;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

/// What an engine depends on. Another of any of these is another engine.
///
/// @param name of the graph, for people: begins the file's name
/// @param weights digest of the checkpoint
/// @param graph the graph without its weights, number formats included
/// @param version of TensorRT
record EngineKey(
        String name,
        String weights,
        byte[] graph,
        String version,
        Gpu gpu,
        List<Profile> profiles) {
    private static final int NAME_BYTES = 20;

    EngineKey {
        if (!name.matches("[a-z-]{1,40}")) {
            throw new IllegalArgumentException("an engine called " + name);
        }
    }

    /// The GPU's number is no part of it: two of a kind share an engine.
    String fileName() {
        var digest = Digests.newSha256();
        for (var part :
                List.of(weights, version, gpu.name(), gpu.capability(), profiles.toString())) {
            var bytes = part.getBytes(StandardCharsets.UTF_8);
            digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
            digest.update(bytes);
        }
        digest.update(graph);
        var hash = HexFormat.of().formatHex(digest.digest(), 0, NAME_BYTES);
        return name + "-" + hash + ".engine";
    }
}
