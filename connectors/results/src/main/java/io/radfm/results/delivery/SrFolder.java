// SPDX-License-Identifier: Apache-2.0
package io.radfm.results.delivery;

import io.radfm.dicom.DicomReader;
import io.radfm.dicom.DicomWriter;
import io.radfm.dicom.FileMeta;
import io.radfm.dicom.ReadOptions;
import io.radfm.dicom.Tag;
import io.radfm.dicom.TransferSyntax;
import io.radfm.dicom.Uid;
import io.radfm.events.Draft;
import io.radfm.results.sr.Predecessor;
import io.radfm.results.sr.SrDocument;
import io.radfm.results.sr.SrSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.Optional;

/// Where SRs lie as files: `<study UID>/<revision>-<SOP Instance UID>.dcm`, complete or not at all,
/// each with the receipt of its delivery beside it. Processes may share the folder.
public final class SrFolder {
    private final Path root;
    private final SrSource source;

    public SrFolder(Path root, SrSource source) throws IOException {
        this.root = Files.createDirectories(root);
        this.source = source;
    }

    /// The draft's SR, written now if it is not there yet.
    ///
    /// @throws UnusableDraft when no SR can ever be made of this draft
    /// @throws IOException when the folder or the object store is away
    public synchronized Path ensure(Draft draft) throws IOException {
        var file = file(draft, ".dcm");
        if (Files.exists(file)) {
            return file;
        }
        var document = source.document(draft, predecessor(draft));
        var bytes = new ByteArrayOutputStream();
        DicomWriter.write(
                bytes, FileMeta.of(document, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN), document);
        replace(file, bytes.toByteArray());
        return file;
    }

    public Optional<Receipt> receipt(Draft draft) throws IOException {
        try {
            return Optional.of(Receipt.fromJson(Files.readAllBytes(file(draft, ".json"))));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }

    void keep(Draft draft, Receipt receipt) throws IOException {
        replace(file(draft, ".json"), receipt.toJson());
    }

    private Path file(Draft draft, String suffix) throws UnusableDraft {
        return study(draft)
                .resolve(draft.getRevision() + "-" + SrDocument.sopInstanceUid(draft) + suffix);
    }

    /// Study UIDs come from other devices: one that is no UID must not become a path.
    private Path study(Draft draft) throws UnusableDraft {
        var uid = draft.getStudyInstanceUid();
        if (!uid.matches("[0-9][0-9.]{0,63}") || uid.contains("..")) {
            throw new UnusableDraft("its Study Instance UID is no UID");
        }
        return root.resolve(uid);
    }

    /// The SR of the revision that this draft replaces. A revision that failed has none.
    private Optional<Predecessor> predecessor(Draft draft) throws IOException {
        if (draft.getSupersedes() == null || !Files.isDirectory(study(draft))) {
            return Optional.empty();
        }
        var prefix = draft.getSupersedes() + "-";
        Optional<Path> earlier;
        try (var files = Files.list(study(draft))) {
            earlier =
                    files.filter(file -> file.getFileName().toString().startsWith(prefix))
                            .filter(file -> file.getFileName().toString().endsWith(".dcm"))
                            .max(Comparator.comparing(file -> file.toFile().lastModified()));
        }
        return earlier.isEmpty() ? Optional.empty() : Optional.of(read(earlier.get()));
    }

    private static Predecessor read(Path file) throws IOException {
        var report = DicomReader.read(file, ReadOptions.HEADER).dataSet();
        return new Predecessor(
                report.string(Tag.SOP_CLASS_UID).orElseThrow(),
                report.string(Tag.SERIES_INSTANCE_UID).orElseThrow(),
                report.string(Tag.SOP_INSTANCE_UID).orElseThrow());
    }

    /// Durable before it has its name.
    private static void replace(Path file, byte[] bytes) throws IOException {
        Files.createDirectories(file.getParent());
        var incoming = file.resolveSibling("." + Uid.generate() + ".incoming");
        try (var channel =
                FileChannel.open(
                        incoming, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            var buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
            Files.move(
                    incoming,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(incoming);
        }
    }
}
