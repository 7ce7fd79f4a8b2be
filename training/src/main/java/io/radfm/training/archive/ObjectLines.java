// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.archive;

import io.radfm.model.Digests;
import io.radfm.training.archive.Segment.ObjectList;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.util.HexFormat;
import java.util.SortedMap;

/// The list of a segment's objects: a line for each digest, in order, ended by a line feed.
///
/// ```
///  1f0c…9a
///  20bb…01 absent       was not in the object store when its record was archived
///  37d2…5e damaged      was there with other bytes
/// ```
final class ObjectLines {
    private ObjectLines() {}

    /// Whether an object was there to be archived.
    enum State {
        KEPT,
        ABSENT,
        DAMAGED;

        private String line(String digest) {
            return this == KEPT ? digest : digest + " " + name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /// Is given each line.
    interface Sink {
        void take(String digest, State state) throws IOException;
    }

    static ObjectList write(Folder folder, String name, SortedMap<String, State> objects)
            throws IOException {
        var sha256 = Digests.newSha256();
        long bytes = 0;
        long missing = 0;
        try (var pending = folder.create(name);
                var out = new DigestOutputStream(pending, sha256)) {
            for (var each : objects.entrySet()) {
                bytes += write(out, each.getValue().line(each.getKey()));
                missing += each.getValue() == State.KEPT ? 0 : 1;
            }
            pending.commit();
        }
        var digest = HexFormat.of().formatHex(sha256.digest());
        return new ObjectList(name, objects.size(), missing, bytes, digest);
    }

    private static int write(OutputStream out, String line) throws IOException {
        var bytes = (line + "\n").getBytes(StandardCharsets.US_ASCII);
        out.write(bytes);
        return bytes.length;
    }

    /// Reads a list and holds it against what the manifest says, at its end.
    static void read(Folder folder, ObjectList expected, Sink sink) throws IOException {
        var sha256 = Digests.newSha256();
        long count = 0;
        long missing = 0;
        try (var in = new DigestInputStream(folder.open(expected.name()), sha256);
                var lines =
                        new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))) {
            var before = "";
            for (var line = line(lines, expected); line != null; line = line(lines, expected)) {
                var digest = line.substring(0, Math.min(64, line.length()));
                var state = state(line, expected.name());
                if (digest.compareTo(before) <= 0) {
                    throw new DamagedArchive(expected.name(), "has lines out of order");
                }
                before = digest;
                count++;
                missing += state == State.KEPT ? 0 : 1;
                sink.take(digest, state);
            }
        }
        if (!HexFormat.of().formatHex(sha256.digest()).equals(expected.sha256())) {
            throw new DamagedArchive(expected.name(), "has another digest than the manifest says");
        }
        if (count != expected.count() || missing != expected.missing()) {
            throw new DamagedArchive(expected.name(), "has other counts than the manifest says");
        }
    }

    private static final int LONGEST_LINE = 80;

    private static String line(BufferedReader lines, ObjectList list) throws IOException {
        var line = new StringBuilder();
        for (int c = lines.read(); c != '\n'; c = lines.read()) {
            if (c < 0) {
                if (line.isEmpty()) {
                    return null;
                }
                throw new DamagedArchive(list.name(), "ends early");
            }
            if (line.length() == LONGEST_LINE) {
                throw new DamagedArchive(list.name(), "has a line that is too long");
            }
            line.append((char) c);
        }
        return line.toString();
    }

    private static State state(String line, String file) throws DamagedArchive {
        for (var state : State.values()) {
            var digest = line.substring(0, Math.min(64, line.length()));
            if (Sha256.is(digest) && state.line(digest).equals(line)) {
                return state;
            }
        }
        throw new DamagedArchive(file, "has a line that names no object");
    }
}
