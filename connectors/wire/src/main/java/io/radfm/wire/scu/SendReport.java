// SPDX-License-Identifier: Apache-2.0
package io.radfm.wire.scu;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What became of every file; thread-safe.
final class SendReport {
    private static final int EXAMPLES = 3;

    /// How many files share a fate, and the first few of them.
    static final class Group {
        private int count;
        private final List<Path> examples = new ArrayList<>();

        private void add(Path path) {
            count++;
            if (examples.size() < EXAMPLES) {
                examples.add(path);
            }
        }
    }

    private final int total;
    private final long totalBytes;
    private final long begun = System.nanoTime();
    private final Map<String, Group> refused = new TreeMap<>();
    private final Map<String, Group> warnings = new TreeMap<>();
    private int acceptedBefore;
    private int accepted;
    private long bytes;
    private int failed;
    private int notDicom;
    private int directories;

    SendReport(int total, long totalBytes) {
        this.total = total;
        this.totalBytes = totalBytes;
    }

    synchronized void skipped(int acceptedBefore, int notDicom, int directories) {
        this.acceptedBefore = acceptedBefore;
        this.notDicom = notDicom;
        this.directories = directories;
    }

    synchronized void accepted(Part10File file) {
        accepted++;
        bytes += file.bytes();
    }

    synchronized void warned(Part10File file, String status) {
        warnings.computeIfAbsent(status, _ -> new Group()).add(file.path());
    }

    synchronized void refused(Path path, String why) {
        failed++;
        refused.computeIfAbsent(why, _ -> new Group()).add(path);
    }

    /// Everything there was to send is there.
    synchronized boolean isComplete() {
        return failed == 0 && accepted + acceptedBefore > 0;
    }

    /// `12/54 files 6.3/28.4 MB 41.0 MB/s ETA 0:01 2 refused`
    synchronized String progress() {
        double seconds = seconds();
        double rate = bytes / seconds;
        long left = rate == 0 ? 0 : Math.round((totalBytes - bytes) / rate);
        return "%d/%d files  %.1f/%.1f MB  %.1f MB/s  ETA %d:%02d%s"
                .formatted(
                        accepted + failed,
                        total,
                        bytes / 1e6,
                        totalBytes / 1e6,
                        rate / 1e6,
                        left / 60,
                        left % 60,
                        failed == 0 ? "" : "  " + failed + " refused");
    }

    synchronized String text() {
        var text = new StringBuilder();
        text.append(
                "%d accepted (%.1f MB in %.1f s, %.1f MB/s)"
                        .formatted(accepted, bytes / 1e6, seconds(), bytes / seconds() / 1e6));
        append(text, acceptedBefore, "accepted before (--restart sends them again)");
        append(text, notDicom, "not DICOM");
        append(text, directories, "DICOMDIR");
        append(text, failed, "refused");
        warnings.forEach((why, group) -> append(text, "accepted with " + why, group));
        refused.forEach((why, group) -> append(text, why, group));
        return text.toString();
    }

    private static void append(StringBuilder text, int count, String what) {
        if (count > 0) {
            text.append(", ").append(count).append(' ').append(what);
        }
    }

    private static void append(StringBuilder text, String why, Group group) {
        text.append("\n  %d × %s".formatted(group.count, why));
        group.examples.forEach(path -> text.append("\n      ").append(path));
        if (group.count > group.examples.size()) {
            text.append("\n      …");
        }
    }

    synchronized String json() {
        return """
        {"complete": %s, "accepted": %d, "acceptedBefore": %d, "bytes": %d, "seconds": %s, \
        "skipped": {"notDicom": %d, "dicomdir": %d}, "warnings": %s, "refused": %s}\
        """
                .formatted(
                        isComplete(),
                        accepted,
                        acceptedBefore,
                        bytes,
                        Math.round(seconds() * 1000) / 1000.0,
                        notDicom,
                        directories,
                        json(warnings),
                        json(refused));
    }

    private static String json(Map<String, Group> groups) {
        var items =
                groups.entrySet().stream()
                        .map(
                                entry ->
                                        "{\"reason\": %s, \"count\": %d, \"examples\": [%s]}"
                                                .formatted(
                                                        quoted(entry.getKey()),
                                                        entry.getValue().count,
                                                        String.join(
                                                                ", ",
                                                                entry.getValue().examples.stream()
                                                                        .map(p -> quoted(p + ""))
                                                                        .toList())))
                        .toList();
        return "[" + String.join(", ", items) + "]";
    }

    private static String quoted(String text) {
        var quoted = new StringBuilder("\"");
        text.chars()
                .forEach(
                        c -> {
                            if (c == '"' || c == '\\') {
                                quoted.append('\\').append((char) c);
                            } else if (c < ' ') {
                                quoted.append("\\u%04x".formatted(c));
                            } else {
                                quoted.append((char) c);
                            }
                        });
        return quoted.append('"').toString();
    }

    private double seconds() {
        return Math.max(System.nanoTime() - begun, 1) / 1e9;
    }
}
