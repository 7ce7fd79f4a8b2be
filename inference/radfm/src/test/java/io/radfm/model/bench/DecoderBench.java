// SPDX-License-Identifier: Apache-2.0
package io.radfm.model.bench;

import io.radfm.model.Configuration;
import io.radfm.model.ScanTensor;
import io.radfm.model.checkpoint.Checkpoint;
import io.radfm.model.conversion.Inventory;
import io.radfm.model.engine.Decoder;
import io.radfm.model.engine.DecoderStyle;
import io.radfm.model.engine.OnnxRuntime;
import io.radfm.model.engine.VisionEncoder;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/// Decoding, prefill and vision of random models, beside what this machine's memory and cores can
/// do, and models of `int4/32` beside llama.cpp where its `llama-bench` is installed.
///
/// ```
/// DecoderBench [FOLDER [SIZE=FORMAT,FORMAT… …]]      default: target/bench 392m=int4/128,int4/32,int8/32
/// ```
///
/// Models are made in FOLDER the first time. Every number is the best of its rounds; the limits are
/// measured before and after each model and the better one counts.
public final class DecoderBench {
    private static final int THREADS = Runtime.getRuntime().availableProcessors();
    private static final int PROMPT = Integer.getInteger("radfm.bench.prompt", 256);
    private static final int TOKENS = Integer.getInteger("radfm.bench.tokens", 64);
    private static final int ROUNDS = Integer.getInteger("radfm.bench.rounds", 3);

    private double readRate;
    private double gemmRate;

    public static void main(String[] arguments) throws Exception {
        var folder = Path.of(arguments.length > 0 ? arguments[0] : "target/bench");
        var models =
                arguments.length > 1
                        ? List.of(arguments).subList(1, arguments.length)
                        : List.of("392m=int4/128,int4/32,int8/32");
        say("%s, %d threads", OnnxRuntime.description(), THREADS); // and DJL makes its engine
        var bench = new DecoderBench();
        for (var model : models) {
            var parts = model.split("=");
            for (var format : parts[1].split(",")) {
                bench.measure(BenchModel.in(folder, parts[0], format), parts[0], format);
                if (format.equals("int4/32")) {
                    peer(folder, parts[0]);
                }
            }
        }
    }

    private void measure(Path directory, String size, String format) throws Exception {
        limits();
        var configuration = Configuration.read(directory.resolve("config.json"));
        var inventory = Inventory.of(directory, configuration);
        try (var weights = Checkpoint.open(directory)) {
            long begin = System.nanoTime();
            try (var decoder =
                    DecoderStyle.GROUPED.open(configuration.language(), weights, THREADS)) {
                double load = seconds(begin);
                var best = decode(decoder, configuration.language());
                limits();
                report(size, format, configuration, inventory, load, best);
            }
            vision(configuration, weights);
        }
    }

    /// The same sizes in the same format by llama.cpp. It keeps scales, keys and values in 16 bits,
    /// so it reads fewer bytes a token.
    private static void peer(Path folder, String size) throws IOException {
        var program = LlamaBench.find();
        if (program.isEmpty()) {
            say("%-5s %-8s llama.cpp: skipped, no llama-bench is installed", size, "q4_0");
            return;
        }
        var file = GgufModel.in(folder, size, BenchModel.sizes(size).language());
        var peer = new LlamaBench(program.get(), file, THREADS, ROUNDS);
        say(
                "%-5s %-8s llama.cpp decode %.1f tok/s, prefill %.1f tok/s",
                size, "q4_0", peer.decode(PROMPT, TOKENS), peer.prefill(PROMPT));
    }

    /// Seconds of the best prompt and the best token, and the middle one.
    private record Best(double prefill, double token, double median) {}

    private static Best decode(Decoder decoder, Configuration.Language language) {
        int hidden = language.hiddenSize();
        decoder.reserve(1, PROMPT + TOKENS);
        double prefill = Double.MAX_VALUE;
        var tokens = new double[ROUNDS * TOKENS];
        for (int round = 0; round < ROUNDS; round++) {
            decoder.rewind(0, 0);
            var prompt = random(PROMPT * hidden);
            long begin = System.nanoTime();
            decoder.extend(0, prompt, PROMPT - 1);
            prefill = Math.min(prefill, seconds(begin));
            var row = random(hidden);
            for (int i = 0; i < TOKENS; i++) {
                begin = System.nanoTime();
                decoder.step(new int[] {0}, row.duplicate());
                tokens[round * TOKENS + i] = seconds(begin);
            }
        }
        Arrays.sort(tokens);
        return new Best(prefill, tokens[0], tokens[tokens.length / 2]);
    }

    private void report(
            String size,
            String format,
            Configuration configuration,
            Inventory inventory,
            double load,
            Best best)
            throws IOException {
        var language = configuration.language();
        long read = 0;
        for (var part : inventory.parts()) {
            if (part.name().startsWith("decoder") || part.name().startsWith("output")) {
                read += part.bytes();
            }
        }
        // keys and values of all positions, in 32 bits, half way through the answer
        double cache =
                8.0 * language.numHiddenLayers() * language.hiddenSize() * (PROMPT + TOKENS / 2);
        double bytes = read + cache;
        double flops = 2.0 * matrixParameters(language) * PROMPT;
        say(
                "%-5s %-8s decode   %7.1f ms best, %7.1f median  %7.1f tok/s  %6.1f GB/s of %.1f ="
                        + " %3.0f %%",
                size,
                format,
                best.token() * 1e3,
                best.median() * 1e3,
                1 / best.median(),
                bytes / best.median() / 1e9,
                readRate / 1e9,
                100 * bytes / best.median() / readRate);
        say(
                "%-5s %-8s prefill  %7.0f ms                      %7.1f tok/s  %6.0f GFLOP/s of"
                        + " %.0f = %3.0f %%",
                size,
                format,
                best.prefill() * 1e3,
                PROMPT / best.prefill(),
                flops / best.prefill() / 1e9,
                gemmRate / 1e9,
                100 * flops / best.prefill() / gemmRate);
        say(
                "%-5s %-8s loaded in %.1f s, %.2f GB read a token, resident %.1f GB (%.1f"
                        + " anonymous)",
                size,
                format,
                load,
                bytes / 1e9,
                resident("VmRSS") / 1e9,
                resident("RssAnon") / 1e9);
    }

    private static double matrixParameters(Configuration.Language it) {
        double layer =
                4.0 * it.hiddenSize() * it.hiddenSize()
                        + 3.0 * it.hiddenSize() * it.intermediateSize();
        return it.numHiddenLayers() * layer;
    }

    private void vision(Configuration configuration, Checkpoint weights) throws Exception {
        try (var vision = new VisionEncoder(configuration, weights, THREADS)) {
            for (int[] size : new int[][] {{512, 512, 4}, {256, 256, 64}}) {
                var values = new float[3 * size[0] * size[1] * size[2]];
                var random = new Random(2);
                for (int i = 0; i < values.length; i++) {
                    values[i] = random.nextFloat();
                }
                var bytes = ByteBuffer.allocateDirect(4 * values.length);
                var direct = bytes.order(ByteOrder.nativeOrder()).asFloatBuffer();
                direct.put(values).flip();
                var scan = new ScanTensor(size[0], size[1], size[2], direct);
                double best = Double.MAX_VALUE;
                for (int round = 0; round < 2 + 2 * ROUNDS; round++) {
                    long begin = System.nanoTime();
                    vision.encode(scan);
                    best = Math.min(best, seconds(begin));
                }
                double flops = visionOperations(configuration, size);
                limits();
                say(
                        "      fp32     vision   %7.0f ms  %dx%dx%d, %.1f GFLOP    %6.0f GFLOP/s of"
                                + " %.0f = %3.0f %%",
                        best * 1e3,
                        size[0],
                        size[1],
                        size[2],
                        flops / 1e9,
                        flops / best / 1e9,
                        gemmRate / 1e9,
                        100 * flops / best / gemmRate);
            }
        }
    }

    /// Multiplications and additions of all matrix products.
    private static double visionOperations(Configuration configuration, int[] size) {
        var v = configuration.vision();
        var p = configuration.perceiver();
        double n =
                (double) size[0]
                        / v.patchSize()
                        * size[1]
                        / v.patchSize()
                        * size[2]
                        / v.framePatchSize();
        double inner = v.heads() * v.dimHead();
        double block = 4 * inner * v.dim() + 2.0 * v.mlpDim() * v.dim() + 2 * n * inner;
        double m = p.numLatents();
        double wide = p.heads() * p.dimHead();
        double layer =
                2 * m * wide * v.dim()
                        + (n + m) * 2 * wide * v.dim()
                        + 2 * m * (n + m) * wide
                        + 2.0 * m * p.ffMult() * v.dim() * v.dim();
        double fc = m * v.dim() * configuration.language().hiddenSize();
        return 2 * (n * v.patchLength() * v.dim() + v.depth() * n * block + p.depth() * layer + fc);
    }

    private void limits() throws Exception {
        readRate = Math.max(readRate, MachineLimits.memoryReadRate(THREADS));
        gemmRate = Math.max(gemmRate, MachineLimits.gemmRate(THREADS));
    }

    private static FloatBuffer random(int count) {
        var random = new Random(5);
        var values = ByteBuffer.allocateDirect(4 * count).order(ByteOrder.nativeOrder());
        var floats = values.asFloatBuffer();
        for (int i = 0; i < count; i++) {
            floats.put(i, (float) (0.02 * random.nextGaussian()));
        }
        return floats;
    }

    /// Of this process, by the kernel's account; 0 where there is none.
    private static double resident(String field) throws IOException {
        var status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return 0;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith(field + ":"))
                .mapToDouble(line -> 1024 * Double.parseDouble(line.replaceAll("\\D", "")))
                .findFirst()
                .orElse(0);
    }

    private static double seconds(long begin) {
        return (System.nanoTime() - begin) / 1e9;
    }

    private static void say(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
