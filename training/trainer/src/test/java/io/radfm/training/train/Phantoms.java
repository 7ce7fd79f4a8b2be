// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.train;

import io.radfm.training.sample.DataManifest;
import io.radfm.training.sample.DataSet;
import io.radfm.training.sample.Dimensions;
import io.radfm.training.sample.Family;
import io.radfm.training.sample.Npy;
import io.radfm.training.sample.Sample;
import io.radfm.training.sample.Sample.Segment;
import io.radfm.training.sample.SampleKey;
import io.radfm.training.sample.Shard;
import io.radfm.training.sample.ShardWriter;
import io.radfm.training.sample.Split;
import io.radfm.training.sample.Stored;
import io.radfm.training.sample.Task;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;

/// Data sets for tests: noise of 64 x 64 with a chequered square on one side, and what may be asked
/// about it. (A square that is only brighter would hardly be seen: the model normalises each
/// patch.) Volumes have eight slices.
public final class Phantoms {
    public static final int SIDE = 64;
    public static final int DEPTH = 8;
    private static final String QUESTION = "On which side is the opacity?";

    private Phantoms() {}

    /// @param studies in the train split; a quarter as many are for validation. Every third is a
    ///   volume; each has a question about the side, a closed one, and an interleaved text
    public static DataSet write(Path directory, int studies, long seed) throws IOException {
        return write(directory, studies, seed, SIDE, DEPTH);
    }

    /// @param side of all scans
    /// @param depth of volumes
    public static DataSet write(Path directory, int studies, long seed, int side, int depth)
            throws IOException {
        Files.createDirectories(directory);
        var shards = new ArrayList<Shard>();
        var random = new Random(seed);
        for (var split : List.of(Split.TRAIN, Split.VALIDATION)) {
            int count = split == Split.TRAIN ? studies : Math.ceilDiv(studies, 4);
            var all = new ArrayList<Stored>();
            for (int i = 0; i < count; i++) {
                boolean volume = i % 3 == 2;
                boolean left = random.nextBoolean();
                var scan = scan(left, side, volume ? depth : 1, random);
                all.addAll(study(split, split.text() + "-" + i, volume, left, scan));
            }
            all.sort(Comparator.comparing(stored -> stored.sample().key()));
            try (var writer = new ShardWriter(directory, split)) {
                for (var stored : all) {
                    writer.write(stored.sample(), stored.scans());
                }
                shards.addAll(writer.finish());
            }
        }
        new DataManifest(new TreeMap<>(), new TreeMap<>(), shards).write(directory);
        return DataSet.open(directory);
    }

    private static List<Stored> study(
            Split split, String study, boolean volume, boolean left, Npy.Array scan)
            throws IOException {
        var side = left ? "left" : "right";
        return List.of(
                question(split, study, volume, scan, Task.VQA, QUESTION, side + " side."),
                question(
                        split,
                        study,
                        volume,
                        scan,
                        Task.DIAGNOSIS,
                        "Is there any sign of a left opacity?",
                        left ? "yes" : "no"),
                interleaved(
                        split, study, volume, scan, "The image", "shows a " + side + " opacity."));
    }

    /// A picture, or a volume, with the square on one side.
    public static Npy.Array scan(boolean left, int side, int depth, Random random) {
        var values = FloatBuffer.allocate(side * side * depth);
        int square = side / 3;
        int top = random.nextInt(side - square);
        int begin = (left ? 0 : side / 2) + random.nextInt(side / 2 - square);
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                boolean in = y >= top && y < top + square && x >= begin && x < begin + square;
                for (int z = 0; z < depth; z++) {
                    float pattern = in ? 0.4f * ((x / 2 + y / 2) % 2) : 0;
                    values.put(0.2f + pattern + 0.2f * random.nextFloat());
                }
            }
        }
        return Npy.Array.ofBytes(new int[] {1, side, side, depth}, values.flip());
    }

    private static Stored question(
            Split split,
            String study,
            boolean volume,
            Npy.Array scan,
            Task task,
            String question,
            String answer)
            throws IOException {
        var context = List.<Segment>of(new Segment.Scan(0), new Segment.Text(question));
        return stored(
                split, study, volume, scan, Family.INSTRUCTION, task, context, question, answer);
    }

    private static Stored interleaved(
            Split split, String study, boolean volume, Npy.Array scan, String before, String after)
            throws IOException {
        var context =
                List.<Segment>of(
                        new Segment.Text(before), new Segment.Scan(0), new Segment.Text(after));
        return stored(
                split, study, volume, scan, Family.INTERLEAVED, Task.INTERLEAVED, context, "", "");
    }

    private static Stored stored(
            Split split,
            String study,
            boolean volume,
            Npy.Array scan,
            Family family,
            Task task,
            List<Segment> context,
            String question,
            String answer)
            throws IOException {
        var sample =
                new Sample(
                        SampleKey.NONE,
                        split,
                        "p-" + study,
                        study,
                        family,
                        task,
                        volume ? Dimensions.VOLUMES : Dimensions.PICTURES,
                        volume ? "CT" : "CR",
                        "CHEST",
                        context,
                        question,
                        answer,
                        List.of(),
                        task == Task.DIAGNOSIS ? "left opacity" : "",
                        new TreeMap<>(),
                        List.of("opacity"),
                        true,
                        new TreeMap<>(),
                        List.of());
        return new Stored(SampleKey.give(sample, List.of(scan)), List.of(scan));
    }
}
