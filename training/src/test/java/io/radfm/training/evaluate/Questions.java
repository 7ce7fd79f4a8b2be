// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.evaluate;

import io.radfm.training.sample.DataManifest;
import io.radfm.training.sample.DataSet;
import io.radfm.training.sample.Dimensions;
import io.radfm.training.sample.Family;
import io.radfm.training.sample.Npy;
import io.radfm.training.sample.Sample;
import io.radfm.training.sample.Sample.Segment;
import io.radfm.training.sample.SampleKey;
import io.radfm.training.sample.ShardWriter;
import io.radfm.training.sample.Split;
import io.radfm.training.sample.Stored;
import io.radfm.training.sample.Task;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// Small data sets: patients with one grey picture, or one volume, and questions about it.
public final class Questions {
    private static final int SIDE = 64;

    private final Split split;
    private final List<Stored> samples = new ArrayList<>();

    public Questions(Split split) {
        this.split = split;
    }

    /// A chest radiograph: what it is, whether there is an effusion, and its report.
    public Questions radiograph(int patient, boolean effusion) throws IOException {
        var picture = scan(patient, 1);
        var labels = new TreeMap<>(java.util.Map.of("pleural effusion", effusion));
        add(
                patient,
                Task.MODALITY,
                "CR",
                picture,
                "Which modality is it?",
                "radiography",
                labels,
                List.of("radiography", "computed tomography"),
                "");
        add(
                patient,
                Task.DIAGNOSIS,
                "CR",
                picture,
                "Is there any sign of pleural effusion?",
                effusion ? "yes" : "no",
                labels,
                List.of("yes", "no"),
                "pleural effusion");
        add(
                patient,
                Task.REPORT,
                "CR",
                picture,
                "Write the report.",
                effusion
                        ? "Finding: There is a left pleural effusion. Impression: Effusion."
                        : "Finding: No pleural effusion. Impression: Normal chest.",
                labels,
                List.of(),
                "");
        return this;
    }

    /// A volume with one diagnosis to make.
    public Questions tomogram(int patient, boolean mass) throws IOException {
        var labels = new TreeMap<>(java.util.Map.of("brain mass", mass));
        add(
                patient,
                Task.DIAGNOSIS,
                "CT",
                scan(patient, 10),
                "Is there any sign of a mass?",
                mass ? "yes" : "no",
                labels,
                List.of("yes", "no"),
                "brain mass");
        return this;
    }

    /// A question of more words than any context holds.
    public Questions endless(int patient) throws IOException {
        var labels = new TreeMap<String, Boolean>();
        var question = "Is there any, ".repeat(2000);
        add(patient, Task.VQA, "CR", scan(patient, 1), question, "no", labels, List.of(), "");
        return this;
    }

    private static Npy.Array scan(int seed, int depth) {
        var values = new float[SIDE * SIDE * depth];
        for (int i = 0; i < values.length; i++) {
            values[i] = (i * 31 + seed * 97) % 251 / 250f;
        }
        return Npy.Array.ofBytes(new int[] {1, SIDE, SIDE, depth}, FloatBuffer.wrap(values));
    }

    private void add(
            int patient,
            Task task,
            String modality,
            Npy.Array scan,
            String question,
            String answer,
            SortedMap<String, Boolean> labels,
            List<String> options,
            String label)
            throws IOException {
        var sample =
                new Sample(
                        SampleKey.NONE,
                        split,
                        "patient-" + patient,
                        "study-" + patient,
                        Family.INSTRUCTION,
                        task,
                        scan.depth() == 1 ? Dimensions.PICTURES : Dimensions.VOLUMES,
                        modality,
                        "",
                        List.of(
                                new Segment.Scan(0),
                                new Segment.Text("Cough for two weeks."),
                                new Segment.Text(question)),
                        question,
                        answer,
                        options,
                        label,
                        labels,
                        List.of(),
                        true,
                        new TreeMap<>(),
                        List.of());
        var scans = List.of(scan);
        samples.add(new Stored(SampleKey.give(sample, scans), scans));
    }

    public DataSet write(Path directory) throws IOException {
        samples.sort(Comparator.comparing(stored -> stored.sample().key()));
        try (var writer = new ShardWriter(directory, split)) {
            for (var stored : samples) {
                writer.write(stored.sample(), stored.scans());
            }
            new DataManifest(new TreeMap<>(), new TreeMap<>(), writer.finish()).write(directory);
        }
        return DataSet.open(directory);
    }
}
