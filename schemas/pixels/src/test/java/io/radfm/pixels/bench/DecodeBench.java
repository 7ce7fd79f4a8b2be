// SPDX-License-Identifier: Apache-2.0
package io.radfm.pixels.bench;

import io.radfm.pixels.FrameDecoders;
import io.radfm.testkit.Peers;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/// Decoded MB/s of every compressed transfer syntax on one thread, beside DCMTK and OpenJPEG.
///
/// The peers encode frames of one CT, and both sides decode the same bytes, in turns, so that a
/// noisy machine is noisy for both; the best round of each counts. Lossless frames are compared
/// with what was encoded, so that nobody is fast and wrong.
///
/// Arguments: `[rounds (5)] [frames (24)]`.
public final class DecodeBench {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final double WARM_UP_SECONDS = 5;

    private record Result(Case of, double encoded, double ours, double peer) {}

    private DecodeBench() {}

    public static void main(String[] arguments) throws Exception {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
        int count = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 24;
        var deep = CtFrames.of(12, count);
        var shown = CtFrames.of(8, count);
        System.out.printf(
                "%n%s, %d frames of 512 x 512; MB of decoded pixels per second of CPU,%none thread,"
                    + " best of %d%n%n| transfer syntax | bits | bytes left | RadFM | peer | MB/s |"
                    + " RadFM is |%n|---|---|---|---|---|---|---|%n",
                deep.origin(), count, rounds);
        for (var each : Case.ALL) {
            var missing =
                    each.programs().stream().filter(name -> Peers.find(name).isEmpty()).toList();
            if (missing.isEmpty()) {
                print(measure(each, each.bits() == 8 ? shown : deep, rounds));
            } else {
                System.out.printf("| %s | %s not installed | | | | | |%n", each.name(), missing);
            }
        }
    }

    private static void print(Result result) {
        System.out.printf(
                "| %s | %d | %.0f %% | %.0f | %s | %.0f | %.2f x |%n",
                result.of.name(),
                result.of.bits(),
                100 * result.encoded,
                result.ours,
                result.of.programs().getLast(),
                result.peer,
                result.ours / result.peer);
    }

    private static Result measure(Case of, CtFrames frames, int rounds) throws Exception {
        var scratch = Files.createTempDirectory("radfm-bench-decode");
        try {
            var encoded = of.encode(frames, scratch);
            long size = encoded.stream().mapToLong(frame -> frame.length).sum();
            double ours = Double.MAX_VALUE;
            var peer = Case.Times.NONE;
            for (double warm = 0; warm < WARM_UP_SECONDS; ) {
                warm += ourSeconds(of, frames, encoded);
            }
            for (int round = 0; round < rounds; round++) {
                ours = Math.min(ours, ourSeconds(of, frames, encoded));
                peer = peer.best(of.peer(frames, scratch));
            }
            double megabytes = frames.bytes() / 1e6;
            return new Result(
                    of,
                    (double) size / frames.bytes(),
                    megabytes / ours,
                    megabytes / peer.seconds(encoded.size()));
        } finally {
            delete(scratch);
        }
    }

    private static double ourSeconds(Case of, CtFrames frames, List<byte[]> encoded)
            throws Exception {
        var decoder = FrameDecoders.of(of.syntax());
        var format = frames.format();
        long nanos = 0;
        for (int i = 0; i < encoded.size(); i++) {
            var frame = MemorySegment.ofArray(encoded.get(i));
            long begin = THREADS.getCurrentThreadCpuTime();
            var decoded = decoder.decode(frame, format);
            nanos += THREADS.getCurrentThreadCpuTime() - begin;
            if (of.lossless() && !Arrays.equals(decoded, frames.frames().get(i))) {
                throw new IOException(of.name() + ": a frame is not what was encoded");
            }
        }
        return nanos / 1e9;
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
