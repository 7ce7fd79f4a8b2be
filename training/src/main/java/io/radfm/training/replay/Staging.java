// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.replay;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;

import io.radfm.training.sample.Npy;
import io.radfm.training.sample.Sample;
import io.radfm.training.sample.SampleJson;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Studies that are done, each in a folder of its own, until all are packed:
///
/// ```
///  studies/ab/ab12…/  samples.jsonl   one sample a line
///                     0.npy 1.npy …   its scans, shared by its samples
///                     counts.json     what happened; written for studies without samples, too
/// ```
///
/// A folder has its name when it is complete, so what a killed replay had done is found again.
/// Different studies may be written by different threads.
final class Staging {
    private static final String SAMPLES = "samples.jsonl";
    private static final String COUNTS = "counts.json";
    private static final JsonMapper JSON = new JsonMapper();

    private final Path studies;
    private final Path unfinished;

    Staging(Path folder) throws IOException {
        studies = Files.createDirectories(folder.resolve("studies"));
        unfinished = folder.resolve("unfinished");
        delete(unfinished);
        Files.createDirectories(unfinished);
    }

    private Path folder(String study) {
        return studies.resolve(study.substring(0, 2)).resolve(study);
    }

    boolean has(String study) {
        return Files.exists(folder(study));
    }

    void put(String study, List<Sample> samples, List<Npy.Array> scans, Counts counts)
            throws IOException {
        var part = Files.createDirectory(unfinished.resolve(study));
        try (var out = Files.newOutputStream(part.resolve(SAMPLES))) {
            for (var sample : samples) {
                out.write(SampleJson.bytes(sample));
                out.write('\n');
            }
        }
        for (int i = 0; i < scans.size(); i++) {
            write(part.resolve(i + ".npy"), scans.get(i).file());
        }
        Files.write(part.resolve(COUNTS), JSON.writeValueAsBytes(counts.toMap()));
        Files.createDirectories(folder(study).getParent());
        Files.move(part, folder(study), StandardCopyOption.ATOMIC_MOVE);
    }

    private static void write(Path file, ByteBuffer[] parts) throws IOException {
        try (var channel =
                FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (var part : parts) {
                while (part.hasRemaining()) {
                    channel.write(part);
                }
            }
        }
    }

    /// Whatever happened to a study that is done.
    SortedMap<String, Long> counts(String study) throws IOException {
        return JSON.readValue(
                Files.readAllBytes(folder(study).resolve(COUNTS)),
                new TypeReference<TreeMap<String, Long>>() {});
    }

    /// Its samples, in the order in which they were put.
    List<Sample> samples(String study) throws IOException {
        var samples = new java.util.ArrayList<Sample>();
        for (var line : Files.readAllLines(folder(study).resolve(SAMPLES))) {
            samples.add(read(study, line));
        }
        return samples;
    }

    private static Sample read(String study, String line) throws IOException {
        return SampleJson.read(study, line.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    /// One of its samples by its number.
    Sample sample(String study, int number) throws IOException {
        try (Stream<String> lines = Files.lines(folder(study).resolve(SAMPLES))) {
            return read(study, lines.skip(number).findFirst().orElseThrow());
        }
    }

    Npy.Array scan(String study, int number) throws IOException {
        var file = folder(study).resolve(number + ".npy");
        return Npy.read(study + "." + number, ByteBuffer.wrap(Files.readAllBytes(file)));
    }

    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (var all = Files.walk(folder)) {
            for (var path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
