// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.archive;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;

import io.radfm.events.Topics;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;

/// What a command says when something is done: sentences, or JSON for scripts.
final class Telling {
    private static final int MOST_LINES = 50;
    private static final int MEBI = 1 << 20;
    private static final JsonMapper JSON = new JsonMapper();

    private final PrintWriter out;
    private final PrintWriter err;
    private final boolean json;

    Telling(PrintWriter out, PrintWriter err, boolean json) {
        this.out = out;
        this.err = err;
        this.json = json;
    }

    /// @param manifest empty where nothing was new
    void archived(URI to, Optional<Manifest> manifest, ArchiveProgress progress) {
        if (manifest.isEmpty()) {
            tell(Map.of("round", 0), to + ": nothing new");
            return;
        }
        var round = manifest.get();
        long records = round.segments().stream().mapToLong(Segment::records).sum();
        long bytes = round.segments().stream().mapToLong(Segment::bytes).sum();
        long missing =
                round.segments().stream()
                        .filter(segment -> segment.objects() != null)
                        .mapToLong(segment -> segment.objects().missing())
                        .sum();
        long lost = round.lost().stream().mapToLong(Extent::offsets).sum();
        var told = new LinkedHashMap<String, Object>();
        told.put("round", round.round().number());
        told.put("records", records);
        told.put("recordBytes", bytes);
        told.put("segments", round.segments().size());
        told.put("objectsCopied", progress.objects());
        told.put("objectBytesCopied", progress.objectBytes());
        told.put("objectsMissing", missing);
        told.put("offsetsLost", lost);
        tell(
                told,
                "%s: round %d, %d records of %d MiB in %d segments, %d objects of %d MiB copied"
                        .formatted(
                                to,
                                round.round().number(),
                                records,
                                bytes / MEBI,
                                round.segments().size(),
                                progress.objects(),
                                progress.objectBytes() / MEBI));
        warn(missing > 0, "  references to objects that are not in the object store: " + missing);
        for (var each : round.lost()) {
            warn(true, "  gone before they were archived: " + each);
        }
    }

    private void tell(Map<String, ?> told, String sentence) {
        out.println(json ? line(told) : sentence);
        out.flush();
    }

    private static String line(Object told) {
        try {
            return JSON.writeValueAsString(told);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("counts can be written", e);
        }
    }

    private void warn(boolean holds, String sentence) {
        if (holds) {
            err.println(sentence);
            err.flush();
        }
    }

    void failed(IOException e, Duration every) {
        warn(true, "archive: " + e.getMessage() + "; again in " + every);
    }

    void verified(Report report) {
        if (json) {
            var told = new LinkedHashMap<String, Object>();
            told.put("whole", report.whole());
            told.put("counts", report.counts());
            told.put("problems", report.problems());
            told.put("problemsInAll", report.problemsInAll());
            told.put("notes", report.notes());
            tell(told, "");
            return;
        }
        lines(report.notes(), "note: ");
        lines(report.problems(), "! ");
        tell(
                Map.of(),
                "%s: %d records in %d segments, %d objects"
                        .formatted(
                                report.whole()
                                        ? "whole"
                                        : "DAMAGED, " + report.problemsInAll() + " problems",
                                report.counts().getOrDefault("records", 0L),
                                report.counts().getOrDefault("segments", 0L),
                                report.counts().getOrDefault("objects", 0L)));
    }

    private void lines(List<String> lines, String before) {
        lines.stream().limit(MOST_LINES).forEach(line -> out.println(before + line));
        if (lines.size() > MOST_LINES) {
            out.println(before + (lines.size() - MOST_LINES) + " more; --json tells them");
        }
    }

    /// Warns of records that the broker will delete as soon as they are there.
    void old(Archive archive, SortedSet<String> topics, long now) {
        for (var topic : Topics.all()) {
            long kept = topic.retention().toMillis();
            boolean old =
                    topics.contains(topic.name())
                            && kept >= 0
                            && archive.segments().entrySet().stream()
                                    .filter(each -> each.getKey().topic().equals(topic.name()))
                                    .flatMap(each -> each.getValue().stream())
                                    .anyMatch(it -> it.records() > 0 && it.latest() < now - kept);
            warn(
                    old,
                    "restore: records of %s are older than its retention of %d days; the broker"
                                    .formatted(topic.name(), topic.retention().toDays())
                            + " will delete them unless its retention.ms is raised");
        }
    }

    void restored(Archive archive, SortedSet<String> topics, ArchiveProgress progress) {
        var told = new LinkedHashMap<String, Object>();
        told.put("topics", topics);
        told.put("records", progress.records());
        told.put("objectsCopied", progress.objects());
        told.put("objectBytesCopied", progress.objectBytes());
        tell(
                told,
                "restored %d records and %d objects to %d topics; header %s of each record keeps"
                                .formatted(
                                        progress.records(),
                                        progress.objects(),
                                        topics.size(),
                                        Coordinates.HEADER)
                        + " where it was on cluster "
                        + archive.cluster());
    }
}
