// SPDX-License-Identifier: Apache-2.0
package io.radfm.lab;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// The lab's folder, held by one lab at a time. The lock is the operating system's: it goes with
/// the process, however that ends.
///
/// ```
///   kafka/ registry/   topics and schemas, and the ports they had
///   objects/           DICOM objects by their SHA-256
///   patient.key        the secret of the patient keys
///   streams/           the topology's local state
///   outcomes/          drafts and reports that wait for one another, to be compared
///   model/             the model; an untrained one is made when there is none
///   reports/           drafts as DICOM SR
///   modalities         what the simulated modalities have sent
///   lab.log            what the roles say
/// ```
final class LabFolder implements AutoCloseable {
    private final Path root;
    private final FileChannel channel;

    private LabFolder(Path root, FileChannel channel) {
        this.root = root;
        this.channel = channel;
    }

    /// @throws IOException with a sentence for the person at the terminal when another lab has it
    static LabFolder open(Path root) throws IOException {
        Files.createDirectories(root);
        var file = root.resolve("lab.lock");
        var channel =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE);
        if (lock(channel) == null) {
            channel.close();
            throw new IOException(
                    "a lab is running on %s already (process %s); stop it, or choose another folder with --data-dir"
                            .formatted(root, Files.readString(file).strip()));
        }
        channel.truncate(0);
        channel.write(
                ByteBuffer.wrap(
                        Long.toString(ProcessHandle.current().pid())
                                .getBytes(StandardCharsets.US_ASCII)));
        return new LabFolder(root, channel);
    }

    private static FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException heldInThisProcess) {
            return null;
        }
    }

    Path root() {
        return root;
    }

    Path log() {
        return root.resolve("lab.log");
    }

    Path objects() {
        return root.resolve("objects");
    }

    Path reports() {
        return root.resolve("reports");
    }

    Path streams() {
        return root.resolve("streams");
    }

    Path outcomes() {
        return root.resolve("outcomes");
    }

    Path model() {
        return root.resolve("model");
    }

    Path modalities() {
        return root.resolve("modalities");
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
