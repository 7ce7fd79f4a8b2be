// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.sample;

import io.radfm.training.sample.Sample.Segment;
import io.radfm.training.sample.Sample.Source;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/// Samples with scans, for tests: the same number makes the same sample.
public final class Samples {
    private static final List<String> LABELS =
            List.of("pleural effusion", "pneumothorax", "nodule");

    private Samples() {}

    /// Samples of a split in order of their keys.
    public static List<Stored> some(int count, Split split) throws IOException {
        var samples = new ArrayList<Stored>();
        for (int i = 0; i < count; i++) {
            samples.add(sample(i, split));
        }
        samples.sort(Comparator.comparing(stored -> stored.sample().key()));
        return samples;
    }

    /// A whole data set of so many samples of a split, and a few of another.
    public static DataSet set(Path directory, int count) throws IOException {
        var samples = new ArrayList<Stored>();
        for (int i = 0; i < count; i++) {
            samples.add(sample(i * 0x9E3779B97F4A7C15L, Split.TRAIN)); // of any number of scans
        }
        samples.sort(Comparator.comparing(stored -> stored.sample().key()));
        var shards = new ArrayList<>(ShardTest.write(directory, samples, 20_000));
        shards.addAll(ShardTest.write(directory, some(4, Split.TEST), ShardWriter.MOST_BYTES));
        new DataManifest(new TreeMap<>(), new TreeMap<>(), shards).write(directory);
        return DataSet.open(directory);
    }

    public static Stored sample(long seed, Split split) throws IOException {
        var random = new Random(seed);
        var scans = new ArrayList<Npy.Array>();
        for (int i = random.nextInt(4); i > 0; i--) {
            scans.add(array(random));
        }
        var task = Task.values()[random.nextInt(Task.values().length)];
        var family = task == Task.INTERLEAVED ? Family.INTERLEAVED : Family.INSTRUCTION;
        var context = new ArrayList<Segment>();
        for (int i = 0; i < scans.size(); i++) {
            context.add(new Segment.Text("Größe „" + random.nextInt() + "“ \u0001\\\" 😀\n"));
            context.add(new Segment.Scan(i));
        }
        var question = family == Family.INTERLEAVED ? "" : "What is seen in image " + seed + "?";
        context.add(new Segment.Text(question.isEmpty() ? "No " + seed : question));
        var labels = new TreeMap<String, Boolean>();
        LABELS.stream()
                .filter(label -> random.nextBoolean())
                .forEach(label -> labels.put(label, random.nextBoolean()));
        boolean closed = task == Task.DIAGNOSIS;
        var rules = new TreeMap<>(java.util.Map.of("split", Split.RULES));
        var sample =
                new Sample(
                        SampleKey.NONE,
                        split,
                        "patient-" + seed % 7,
                        "study-" + seed,
                        family,
                        task,
                        random.nextBoolean() ? Dimensions.PICTURES : Dimensions.VOLUMES,
                        "CT",
                        random.nextBoolean() ? "HEAD" : "",
                        context,
                        question,
                        family == Family.INTERLEAVED ? "" : closed ? "yes" : "Seen: " + seed,
                        closed ? List.of("yes", "no") : List.of(),
                        closed ? LABELS.getFirst() : "",
                        labels,
                        List.copyOf(labels.keySet()),
                        random.nextBoolean(),
                        rules,
                        List.of(
                                new Source.Record("study.contexts", 3, random.nextLong(1L << 40)),
                                new Source.Object("ab".repeat(32))),
                        acquired(seed));
        return new Stored(SampleKey.give(sample, scans), scans);
    }

    /// Nothing retained, a date, a device, or both.
    private static Sample.Acquired acquired(long seed) {
        var date = LocalDate.of(2021, 1, 31).plusDays(Math.floorMod(seed, 1000));
        return new Sample.Acquired(
                seed % 2 == 0 ? Optional.empty() : Optional.of(date),
                seed % 3 == 0 ? "" : "Scanner " + seed);
    }

    static Npy.Array array(Random random) {
        var type = Npy.Type.values()[random.nextInt(2)];
        int[] shape = {
            random.nextBoolean() ? 1 : 3,
            1 + random.nextInt(9),
            1 + random.nextInt(9),
            1 + random.nextInt(5)
        };
        int values = shape[0] * shape[1] * shape[2] * shape[3];
        var data = java.nio.FloatBuffer.allocate(values);
        while (data.hasRemaining()) {
            data.put(random.nextFloat());
        }
        return type == Npy.Type.BYTE
                ? Npy.Array.ofBytes(shape, data.flip())
                : Npy.Array.ofFloats(shape, data.flip());
    }

    static ByteBuffer file(Npy.Array array) {
        var file = ByteBuffer.allocate((int) array.fileBytes());
        for (var part : array.file()) {
            file.put(part);
        }
        return file.flip();
    }
}
