// SPDX-License-Identifier: Apache-2.0
package io.radfm.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/// `model.json`: what a model directory says about itself.
///
/// @param trained false for weights nobody trained; what they write is noise
/// @param notice shown with everything the model writes; may be empty
/// @param digests sha256, in hex, of every other file of the directory, by file name
public record Manifest(
        String name, String version, boolean trained, String notice, Map<String, String> digests) {
    public static final String FILE = "model.json";
    private static final long MAX_FILE_BYTES = 1 << 20;
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .build();

    public Manifest {
        require(name != null && name.matches("\\S(.{0,126}\\S)?"), "name");
        require(version != null && version.matches("\\S{1,64}"), "version");
        require(notice != null && notice.length() <= 1000, "notice");
        require(digests != null, "digests");
        digests.forEach(
                (file, digest) ->
                        require(
                                file.matches("[\\w.-]+")
                                        && digest != null
                                        && digest.matches("[0-9a-f]{64}"),
                                "digest of a file"));
        digests = Map.copyOf(digests);
    }

    public static Manifest read(Path directory) throws IOException {
        var file = directory.resolve(FILE);
        if (!Files.exists(file) || Files.size(file) > MAX_FILE_BYTES) {
            throw new MalformedModel("no " + FILE + " (name, version, trained, notice, digests)");
        }
        try {
            var read = JSON.readValue(Files.readAllBytes(file), Manifest.class);
            if (read == null) {
                throw new MalformedModel(FILE + " holds no manifest");
            }
            return read;
        } catch (JsonProcessingException e) {
            throw new MalformedModel(FILE + ": " + e.getOriginalMessage(), e);
        }
    }

    void requireDigest(String file) throws MalformedModel {
        if (!digests.containsKey(file)) {
            throw new MalformedModel(FILE + " has no digest of " + file);
        }
    }

    public void write(Path directory) throws IOException {
        ObjectNode tree = JSON.valueToTree(this);
        tree.putPOJO("digests", new TreeMap<>(digests));
        Files.write(directory.resolve(FILE), JSON.writeValueAsBytes(tree));
    }

    private static void require(boolean condition, String what) {
        if (!condition) {
            throw new IllegalArgumentException(what + " is missing or not valid");
        }
    }
}
