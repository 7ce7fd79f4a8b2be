// SPDX-License-Identifier: Apache-2.0
package io.radfm.preparation.bench;

import io.radfm.dicom.DataSet;
import io.radfm.dicom.DicomWriter;
import io.radfm.dicom.FileMeta;
import io.radfm.dicom.Tag;
import io.radfm.dicom.TransferSyntax;
import io.radfm.dicom.Vr;
import io.radfm.events.ScanSegment;
import io.radfm.preparation.ModelInput;
import io.radfm.preparation.PreparationOptions;
import io.radfm.preparation.Preparer;
import io.radfm.preparation.Studies;
import io.radfm.storage.ObjectStore;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/// From a stored CT series of 512 × 512 to the model's tensor, beside pydicom with numpy doing the
/// same (`python3` with both must be installed).
///
/// The two take turns; page cache warm; the median of the rounds counts. Arguments: `[slices (300)]
/// [rounds (7)]`.
public final class PrepareBench {
    private static final int SIDE = 512;
    private static final int WARM_UP = 3;

    private PrepareBench() {}

    public static void main(String[] arguments) throws Exception {
        int slices = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 300;
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 7;
        var folder = Files.createTempDirectory("radfm-bench-prepare");
        try {
            run(folder, slices, rounds);
        } finally {
            delete(folder);
        }
    }

    private static void run(Path folder, int slices, int rounds) throws Exception {
        var files = Files.createDirectories(folder.resolve("files"));
        int depth = Math.min(slices, ModelInput.RADFM.mostDepth());
        var options = PreparationOptions.of(ModelInput.RADFM);
        try (var store = ObjectStore.of(folder.resolve("objects").toUri());
                var preparer = new Preparer(store, options);
                var peer = new Peer()) {
            var series = series(new Studies(store), files, slices);
            var ours = new ArrayList<Double>();
            var theirs = new ArrayList<Double>();
            for (int round = -WARM_UP; round < rounds; round++) {
                var mine = ours(preparer, series);
                var his = peer.prepare(files, SIDE, depth);
                if (Math.abs(mine.sum - his.sum) > 1e-3 * his.sum) {
                    throw new IllegalStateException("not the same tensor: " + mine + ", " + his);
                }
                if (round >= 0) {
                    ours.add(mine.milliseconds);
                    theirs.add(his.milliseconds);
                }
            }
            print(slices, depth, ours, theirs);
        }
    }

    private record Run(double milliseconds, double sum) {}

    private static Run ours(Preparer preparer, ScanSegment series) throws Exception {
        long begin = System.nanoTime();
        var scan = preparer.prepare(List.of(series)).scans().getFirst();
        double milliseconds = (System.nanoTime() - begin) / 1e6;
        double sum = 0;
        var values = scan.tensor().values();
        for (int i = 0; i < values.limit(); i++) {
            sum += values.get(i);
        }
        return new Run(milliseconds, sum);
    }

    /// The program in `prepare.py`, kept running so that its start does not count.
    private static final class Peer implements AutoCloseable {
        private final Process process;
        private final BufferedWriter in;
        private final BufferedReader out;

        Peer() throws IOException {
            String program;
            try (var resource = PrepareBench.class.getResourceAsStream("prepare.py")) {
                program =
                        new String(
                                resource.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            }
            process =
                    new ProcessBuilder("/usr/bin/python3", "-c", program)
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start();
            in = process.outputWriter();
            out = process.inputReader();
        }

        Run prepare(Path files, int side, int depth) throws IOException {
            in.write(files + " " + side + " " + depth + "\n");
            in.flush();
            var line = out.readLine();
            if (line == null) {
                throw new IOException("python3 with pydicom and numpy does not run here");
            }
            var words = line.split(" ");
            return new Run(Double.parseDouble(words[0]), Double.parseDouble(words[1]));
        }

        @Override
        public void close() {
            process.destroy();
        }
    }

    /// The same slices as objects of the store and as files.
    private static ScanSegment series(Studies studies, Path files, int slices) throws Exception {
        var random = new Random(1);
        var noise = random.ints(1 << 16, -40, 40).toArray();
        var images =
                Studies.slices(
                        slices,
                        SIDE,
                        (slice, p) ->
                                (slice * 7 + p / SIDE) % 1500 + noise[(p * 31 + slice) & 0xFFFF]);
        for (int i = 0; i < images.size(); i++) {
            var image =
                    images.get(i)
                            .putNumbers(Tag.RESCALE_SLOPE, Vr.DS, 1)
                            .putNumbers(Tag.RESCALE_INTERCEPT, Vr.DS, -1024);
            write(image, files.resolve(i + ".dcm"));
        }
        Collections.shuffle(images, random);
        return studies.volume(images);
    }

    private static void write(DataSet image, Path file) throws IOException {
        try (var out = Files.newOutputStream(file)) {
            var meta = FileMeta.of(image, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
            DicomWriter.write(out, meta, image);
        }
    }

    private static void print(int slices, int depth, List<Double> ours, List<Double> theirs) {
        double here = median(ours);
        double there = median(theirs);
        System.out.printf("%d slices of %d x %d, %d kept%n", slices, SIDE, SIDE, depth);
        System.out.printf("%-22s %8s %8s %8s %7s%n", "", "median", "fastest", "slowest", "ratio");
        row("preparation", ours, there / here);
        row("pydicom + numpy", theirs, 1);
    }

    private static void row(String name, List<Double> times, double ratio) {
        System.out.printf(
                "%-22s %5.0f ms %5.0f ms %5.0f ms %6.1fx%n",
                name, median(times), Collections.min(times), Collections.max(times), ratio);
    }

    private static double median(List<Double> times) {
        return times.stream().sorted().toList().get(times.size() / 2);
    }

    private static void delete(Path folder) throws IOException {
        try (var all = Files.walk(folder)) {
            for (var path : all.sorted(Collections.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
