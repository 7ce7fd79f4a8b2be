// SPDX-License-Identifier: Apache-2.0
package io.radfm.wire.scu;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;

/// Remembers which files a destination has accepted, so that sending can be taken up again.
///
/// One line per accepted file: a digest of destination, path, size and time of modification. Paths
/// themselves, which may hold names of patients, are not written.
final class SendJournal implements AutoCloseable {
    private static final int LINE = 65;

    private final Destination to;
    private final Set<String> accepted = new HashSet<>();
    private final FileChannel file;

    private SendJournal(Destination to, FileChannel file) {
        this.to = to;
        this.file = file;
    }

    /// @param restart forget what was accepted before
    static SendJournal open(Path path, Destination to, boolean restart) throws IOException {
        Files.createDirectories(path.toAbsolutePath().getParent());
        var journal =
                new SendJournal(
                        to,
                        FileChannel.open(
                                path,
                                StandardOpenOption.CREATE,
                                StandardOpenOption.READ,
                                StandardOpenOption.WRITE));
        if (restart) {
            journal.file.truncate(0);
        }
        journal.load(path);
        return journal;
    }

    /// A last line that was cut off is overwritten.
    private void load(Path path) throws IOException {
        long whole = file.size() / LINE * LINE;
        try (var lines = Files.lines(path, UTF_8)) {
            lines.limit(whole / LINE).forEach(accepted::add);
        }
        file.truncate(whole).position(whole);
    }

    boolean wasAccepted(FileScan.Candidate candidate) {
        return accepted.contains(key(candidate));
    }

    /// On its way to the disk when this returns.
    synchronized void accepted(FileScan.Candidate candidate) {
        try {
            file.write(ByteBuffer.wrap((key(candidate) + "\n").getBytes(UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String key(FileScan.Candidate candidate) {
        var name =
                "%s\n%s\n%d\n%d"
                        .formatted(
                                to,
                                candidate.file().path().toAbsolutePath().normalize(),
                                candidate.size(),
                                candidate.modifiedMillis());
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(name.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
