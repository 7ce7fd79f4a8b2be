// SPDX-License-Identifier: Apache-2.0
package io.radfm.model;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/// SHA-256 of files and sets of files, in lower-case hex.
public final class Digests {
    private Digests() {}

    public static String sha256(Path file) throws IOException {
        var digest = newSha256();
        var buffer = ByteBuffer.allocateDirect(1 << 20);
        try (var channel = FileChannel.open(file)) {
            while (channel.read(buffer) >= 0) {
                digest.update(buffer.flip());
                buffer.clear();
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /// One digest for the weights: the file's own, or for several files that of the lines `digest
    /// two-spaces name`, as `sha256sum` prints them, ordered by name.
    public static String ofWeights(List<Path> files, Map<String, String> digests) {
        var names = files.stream().map(file -> file.getFileName().toString()).sorted().toList();
        if (names.size() == 1) {
            return digests.get(names.getFirst());
        }
        var digest = newSha256();
        for (var name : names) {
            digest.update(
                    (digests.get(name) + "  " + name + "\n").getBytes(StandardCharsets.UTF_8));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /// A SHA-256 to be fed.
    public static MessageDigest newSha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
