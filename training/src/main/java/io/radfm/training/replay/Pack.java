// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.replay;

import io.radfm.training.sample.DataManifest;
import io.radfm.training.sample.Npy;
import io.radfm.training.sample.Sample;
import io.radfm.training.sample.Shard;
import io.radfm.training.sample.ShardWriter;
import io.radfm.training.sample.Split;
import io.radfm.training.sample.Task;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/// Staged studies as shards, in the order of the samples' keys. What a sample needs here is in
/// memory for all of them, some hundred bytes each; samples themselves one at a time.
final class Pack {
    private static final Comparator<Entry> ORDER =
            Comparator.comparing(Entry::split)
                    .thenComparing(Entry::key)
                    .thenComparing(Entry::study);

    /// @param yes whether a diagnosis is `yes`
    private record Entry(
            Split split,
            String key,
            String study,
            int number,
            Task task,
            String label,
            boolean yes) {
        static Entry of(Sample sample, int number) {
            return new Entry(
                    sample.split(),
                    sample.key(),
                    sample.study(),
                    number,
                    sample.task(),
                    sample.label().intern(),
                    sample.answer().equals("yes"));
        }

        String question() {
            return split + " " + label;
        }
    }

    private final Staging staging;
    private final Path directory;
    private final SortedMap<String, String> rules;
    private final Counts counts = new Counts();

    Pack(Staging staging, Path directory, SortedMap<String, String> rules) {
        this.staging = staging;
        this.directory = directory;
        this.rules = rules;
    }

    /// @param studies pseudonyms of all that were read
    /// @param read what is to be told of reading
    Card write(List<String> studies, Counts read) throws IOException {
        counts.add(read.toMap());
        var entries = new ArrayList<Entry>();
        for (var study : studies.stream().sorted().toList()) {
            counts.add("studies");
            counts.add(staging.counts(study));
            int number = 0;
            for (var sample : staging.samples(study)) {
                entries.add(Entry.of(sample, number++));
            }
        }
        entries.sort(ORDER);
        var card = new Card();
        var shards = new ArrayList<Shard>();
        var kept = balanced(distinct(entries));
        for (var split : Split.values()) {
            shards.addAll(write(split, kept, card));
        }
        card.write(directory, new DataManifest(rules, counts.toMap(), shards));
        return card;
    }

    /// Of samples that say and show the same, the first study's.
    private List<Entry> distinct(List<Entry> entries) {
        var distinct = new ArrayList<Entry>();
        var seen = new HashSet<String>();
        for (var entry : entries) {
            if (seen.add(entry.key())) {
                distinct.add(entry);
            } else {
                counts.add("dropped.duplicate");
            }
        }
        return distinct;
    }

    /// Of the diagnoses `no` of a label as many as there are `yes` in the split.
    private List<Entry> balanced(List<Entry> entries) {
        Map<String, Integer> room = new HashMap<>();
        for (var entry : entries) {
            if (entry.task() == Task.DIAGNOSIS && entry.yes()) {
                room.merge(entry.question(), 1, Integer::sum);
            }
        }
        var kept = new ArrayList<Entry>();
        for (var entry : entries) {
            boolean no = entry.task() == Task.DIAGNOSIS && !entry.yes();
            if (no && room.merge(entry.question(), -1, Integer::sum) < 0) {
                counts.add("dropped.balanced-no");
            } else {
                kept.add(entry);
            }
        }
        return kept;
    }

    private List<Shard> write(Split split, List<Entry> entries, Card card) throws IOException {
        try (var writer = new ShardWriter(directory, split)) {
            for (var entry : entries) {
                if (entry.split() == split) {
                    var sample = staging.sample(entry.study(), entry.number());
                    var scans = new ArrayList<Npy.Array>();
                    for (int i = 0; i < sample.scans(); i++) {
                        scans.add(staging.scan(entry.study(), i));
                    }
                    writer.write(sample, scans);
                    counts.add("samples");
                    counts.add("samples." + split.text());
                    counts.add(sample.radiology() ? "radmd" : "radmd.left-out");
                    card.add(sample, scans);
                }
            }
            return writer.finish();
        }
    }
}
