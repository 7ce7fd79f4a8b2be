// SPDX-License-Identifier: Apache-2.0
package io.radfm.worker.models;

import io.radfm.events.ModelFile;
import io.radfm.model.Digests;
import io.radfm.model.MalformedModel;
import io.radfm.model.Manifest;
import io.radfm.storage.ObjectStore;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;

/// Puts the files of a model directory into the object store: those that its manifest names, and
/// the manifest. What lies there already is not written again.
final class ModelObjects {
    private static final int BUFFER_BYTES = 1 << 20;

    private final ObjectStore store;

    ModelObjects(ObjectStore store) {
        this.store = store;
    }

    /// @return the files, each durable in the store
    /// @throws MalformedModel when a file is not the one that the manifest names
    List<ModelFile> put(Path directory) throws IOException {
        var digests = new TreeMap<>(Manifest.read(directory).digests());
        digests.put(Manifest.FILE, Digests.sha256(directory.resolve(Manifest.FILE)));
        var files = new ArrayList<ModelFile>();
        for (var entry : digests.entrySet()) {
            files.add(put(directory, entry.getKey(), entry.getValue()));
        }
        return files;
    }

    private ModelFile put(Path directory, String name, String digest) throws IOException {
        if (!ModelFiles.isName(name)) {
            throw new MalformedModel("a file's name holds other than letters, digits, '_.-'");
        }
        var path = directory.resolve(name);
        if (store.exists(digest)) {
            store.verify(digest);
            return new ModelFile(name, digest, Files.size(path));
        }
        try (var from = FileChannel.open(path);
                var upload = store.begin()) {
            var buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
            while (from.read(buffer) >= 0) {
                upload.write(buffer.flip());
                buffer.clear();
            }
            var ref = upload.seal();
            if (!ref.digest().equals(digest)) {
                throw new MalformedModel(
                        name + " is not the file that " + Manifest.FILE + " names");
            }
            upload.commit().toCompletableFuture().get();
            return new ModelFile(name, digest, ref.bytes());
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("stopped while " + name + " was stored");
        }
    }
}
