// SPDX-License-Identifier: Apache-2.0
package io.radfm.model.bench;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;

import io.radfm.model.onnx.OnnxGraph;
import io.radfm.model.onnx.OnnxGraph.Type;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// What this machine can do at best, measured now: how fast memory is read, and how fast the engine
/// multiplies large matrices.
final class MachineLimits {
    private static final int READ_LONGS = 64 << 20; // 512 MB a thread: far more than any cache
    private static final int MATRIX = 2048;
    private static final int ROUNDS = 8;

    private MachineLimits() {}

    /// Bytes read per second by so many threads together, the best of some rounds.
    static double memoryReadRate(int threads) throws Exception {
        double best = 0;
        try (var pool = Executors.newFixedThreadPool(threads);
                var arena = Arena.ofShared()) { // given back afterwards: residency is measured too
            var memory = new ArrayList<MemorySegment>();
            for (int i = 0; i < threads; i++) {
                memory.add(arena.allocate(8L * READ_LONGS, 64).fill((byte) (i + 1)));
            }
            for (int round = 0; round < ROUNDS; round++) {
                long begin = System.nanoTime();
                var sums = new ArrayList<Future<Long>>();
                for (var part : memory) {
                    sums.add(pool.submit(() -> sum(part)));
                }
                long total = 0;
                for (var sum : sums) {
                    total += sum.get();
                }
                if (total == 0) {
                    throw new IllegalStateException("nothing was read");
                }
                double seconds = (System.nanoTime() - begin) / 1e9;
                best = Math.max(best, 8.0 * READ_LONGS * threads / seconds);
            }
        }
        return best;
    }

    /// Independent sums, so that reading is what takes the time.
    private static long sum(MemorySegment values) {
        long a = 0;
        long b = 0;
        long c = 0;
        long d = 0;
        for (int i = 0; i < READ_LONGS; i += 8) {
            a += values.getAtIndex(JAVA_LONG, i) + values.getAtIndex(JAVA_LONG, i + 1);
            b += values.getAtIndex(JAVA_LONG, i + 2) + values.getAtIndex(JAVA_LONG, i + 3);
            c += values.getAtIndex(JAVA_LONG, i + 4) + values.getAtIndex(JAVA_LONG, i + 5);
            d += values.getAtIndex(JAVA_LONG, i + 6) + values.getAtIndex(JAVA_LONG, i + 7);
        }
        return a + b + c + d;
    }

    /// Operations per second of the engine's fp32 product of two matrices of 2048 x 2048.
    static double gemmRate(int threads) throws OrtException {
        var graph = new OnnxGraph("gemm");
        var left = graph.input("x", Type.FLOAT, MATRIX, MATRIX);
        var random = new Random(1);
        var weights = new float[MATRIX * MATRIX];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = random.nextFloat();
        }
        var product = graph.node("MatMul", left, graph.constant(weights, MATRIX, MATRIX));
        graph.output("y", product, Type.FLOAT, MATRIX, MATRIX);

        var engine = OrtEnvironment.getEnvironment();
        var bytes = ByteBuffer.allocateDirect(4 * weights.length).order(ByteOrder.nativeOrder());
        bytes.asFloatBuffer().put(weights);
        try (var options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(threads);
            try (var session = engine.createSession(graph.build().structure(), options);
                    var x =
                            OnnxTensor.createTensor(
                                    engine, bytes.asFloatBuffer(), new long[] {MATRIX, MATRIX})) {
                double best = 0;
                for (int round = 0; round < 2 * ROUNDS; round++) {
                    long begin = System.nanoTime();
                    session.run(Map.of("x", x)).close();
                    double seconds = (System.nanoTime() - begin) / 1e9;
                    best = Math.max(best, 2.0 * MATRIX * MATRIX * MATRIX / seconds);
                }
                return best;
            }
        }
    }
}
