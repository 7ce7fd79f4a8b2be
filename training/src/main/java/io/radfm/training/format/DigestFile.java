// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.format;

import io.radfm.model.Digests;
import io.radfm.training.sample.DataFile;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;

/// A new file of a data set, digested while it is written.
final class DigestFile implements Closeable {
    private final String name;
    private final OutputStream out;
    private final MessageDigest digest = Digests.newSha256();
    private long bytes;

    /// @param root of the names
    /// @param name below it, with `/`
    DigestFile(Path root, String name) throws IOException {
        this.name = name;
        var path = root.resolve(name);
        Files.createDirectories(path.getParent());
        out = new BufferedOutputStream(Files.newOutputStream(path), 1 << 16);
    }

    void write(byte[] more) throws IOException {
        out.write(more);
        digest.update(more);
        bytes += more.length;
    }

    void write(String text) throws IOException {
        write(text.getBytes(StandardCharsets.UTF_8));
    }

    long bytes() {
        return bytes;
    }

    DataFile finish() throws IOException {
        out.close();
        return new DataFile(name, bytes, HexFormat.of().formatHex(digest.digest()));
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
