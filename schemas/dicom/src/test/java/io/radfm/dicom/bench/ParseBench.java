// SPDX-License-Identifier: Apache-2.0
package io.radfm.dicom.bench;

import io.radfm.dicom.DataSet;
import io.radfm.dicom.DicomReader;
import io.radfm.dicom.ReadOptions;
import io.radfm.testkit.Peers;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Real files parsed by one thread, page cache warm; contestants take turns, the median of the
/// rounds counts.
///
/// | contestant | does |
/// |---|---|
/// | header | every element before Pixel Data, from a stream: what a receiver does |
/// | whole | every element, Pixel Data passed over, and each value asked for as text |
/// | copy | reads the bytes and does nothing: the limit |
/// | dcmdump | every element as text to nowhere, all files in one process, Pixel Data not loaded |
///
/// `dcmdump` also formats and prints, and starts once (its start, measured on no file, is taken
/// off). So its row says what a program that looks at every element needs; it is no measure of
/// DCMTK's parser alone.
///
/// MB/s counts the whole files, also the Pixel Data that was passed over.
///
/// Arguments: `[folder of DICOM files (../shared/dicom/series)] [rounds (5)]`.
public final class ParseBench {
    private static final int WARM_UP = 3;

    private final List<Path> files;
    private final long bytes;
    private final Map<String, List<Double>> seconds = new LinkedHashMap<>();

    /// Kept, so that no work is left out as useless.
    private long seen;

    private interface Contestant {
        void run() throws IOException, InterruptedException;
    }

    private ParseBench(List<Path> files) throws IOException {
        this.files = files;
        long sum = 0;
        for (var file : files) {
            sum += Files.size(file);
        }
        bytes = sum;
    }

    public static void main(String[] arguments) throws Exception {
        var folder = Path.of(arguments.length > 0 ? arguments[0] : "../shared/dicom/series");
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
        try (var all = Files.walk(folder)) {
            var files = all.filter(ParseBench::isDicom).sorted().toList();
            new ParseBench(files).run(rounds);
        }
    }

    private static boolean isDicom(Path file) {
        return Files.isRegularFile(file) && !file.toString().matches(".*\\.(csv|md|txt|json)");
    }

    private void run(int rounds) throws Exception {
        var contestants = new LinkedHashMap<String, Contestant>();
        contestants.put("header", this::headers);
        contestants.put("whole", this::wholes);
        contestants.put("copy", this::copies);
        if (Peers.find("dcmdump").isPresent()) {
            contestants.put("dcmdump", () -> dcmdump(files));
        }
        for (int round = -WARM_UP; round < rounds; round++) {
            for (var contestant : contestants.entrySet()) {
                long start = System.nanoTime();
                contestant.getValue().run();
                double taken = (System.nanoTime() - start) / 1e9;
                if (contestant.getKey().equals("dcmdump")) {
                    start = System.nanoTime();
                    dcmdump(List.of());
                    taken -= (System.nanoTime() - start) / 1e9;
                }
                if (round >= 0) {
                    seconds.computeIfAbsent(contestant.getKey(), _ -> new ArrayList<>()).add(taken);
                }
            }
        }
        print();
    }

    private void headers() throws IOException {
        for (var file : files) {
            try (var in = new BufferedInputStream(Files.newInputStream(file), 64 << 10)) {
                seen += DicomReader.readHeader(in, ReadOptions.HEADER).dataSet().size();
            }
        }
    }

    private void wholes() throws IOException {
        for (var file : files) {
            look(DicomReader.read(file).dataSet());
        }
    }

    private void look(DataSet dataSet) {
        for (var element : dataSet) {
            seen += dataSet.strings(element.tag()).size();
            dataSet.items(element.tag()).forEach(this::look);
        }
    }

    private void copies() throws IOException {
        var buffer = new byte[64 << 10];
        for (var file : files) {
            try (var in = Files.newInputStream(file)) {
                for (int more = in.read(buffer); more >= 0; more = in.read(buffer)) {
                    seen += buffer[0];
                }
            }
        }
    }

    private static void dcmdump(List<Path> files) throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(Peers.find("dcmdump").orElseThrow().toString());
        command.add(files.isEmpty() ? "--version" : "-M");
        files.forEach(file -> command.add(file.toString()));
        new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    private void print() {
        System.out.printf(
                "%d files, %.0f MB, one thread, page cache warm (%d)%n%n",
                files.size(), bytes / 1e6, seen & 1);
        System.out.printf("| contestant | files/s | MB/s of files | × dcmdump | ms/file |%n");
        System.out.printf("|---|---|---|---|---|%n");
        double peer = seconds.containsKey("dcmdump") ? median("dcmdump") : Double.NaN;
        for (var name : seconds.keySet()) {
            double taken = median(name);
            System.out.printf(
                    "| %s | %.0f | %.0f | %.1f | %.2f |%n",
                    name,
                    files.size() / taken,
                    bytes / 1e6 / taken,
                    peer / taken,
                    1e3 * taken / files.size());
        }
    }

    private double median(String name) {
        var all = seconds.get(name).stream().mapToDouble(each -> each).toArray();
        Arrays.sort(all);
        return all[all.length / 2];
    }
}
