// SPDX-License-Identifier: Apache-2.0
package io.radfm.model.bench;

import io.radfm.model.Configuration;
import io.radfm.model.ScanTensor;
import io.radfm.model.checkpoint.Checkpoint;
import io.radfm.model.engine.Decoder;
import io.radfm.model.engine.DecoderStyle;
import io.radfm.model.engine.VisionEncoder;

import java.io.IOException;
import java.nio.file.Path;

/// The parts of a model with nothing around them, timed one by one: what whole runs are held
/// against. Seconds, the middle of some rounds.
final class ModelParts implements AutoCloseable {
    private static final int PASSES = 5;
    private static final int STEPS = 15;

    private final Configuration configuration;
    private final Checkpoint weights;
    private final VisionEncoder vision;
    private final Decoder decoder;

    ModelParts(Path directory, int threads) throws IOException {
        configuration = Configuration.read(directory.resolve("config.json"));
        weights = Checkpoint.open(directory);
        vision = new VisionEncoder(configuration, weights, threads);
        decoder = DecoderStyle.GROUPED.open(configuration.language(), weights, threads);
    }

    /// One pass of the vision encoder.
    double vision(ScanTensor scan) throws Exception {
        var times = new double[PASSES];
        for (int i = 0; i < PASSES; i++) {
            long begin = System.nanoTime();
            vision.encode(scan);
            times[i] = Times.since(begin);
        }
        return Times.median(times);
    }

    /// Appends `count` positions in one pass to a sequence of `from`.
    double fill(int from, int count) {
        room(1, from + count);
        if (from > 0) {
            decoder.extend(0, Inputs.rows(from, hidden()), from - 1);
        }
        var times = new double[PASSES];
        for (int i = 0; i < PASSES; i++) {
            decoder.rewind(0, from);
            long begin = System.nanoTime();
            decoder.extend(0, Inputs.rows(count, hidden()), count - 1);
            times[i] = Times.since(begin);
        }
        return Times.median(times);
    }

    /// A prompt of `count` positions, appended in passes of so many.
    double fillInPieces(int count, int piece) {
        double seconds = 0;
        for (int from = 0; from < count; from += piece) {
            seconds += fill(from, Math.min(piece, count - from));
        }
        return seconds;
    }

    /// One token for each of `width` sequences of `from` positions.
    double step(int width, int from) {
        room(width, from + STEPS);
        var slots = new int[width];
        for (int slot = 0; slot < width; slot++) {
            decoder.extend(slot, Inputs.rows(from, hidden()), from - 1);
            slots[slot] = slot;
        }
        var times = new double[STEPS];
        for (int i = 0; i < STEPS; i++) {
            long begin = System.nanoTime();
            decoder.step(slots, Inputs.rows(width, hidden()));
            times[i] = Times.since(begin);
        }
        return Times.median(times);
    }

    /// Empty slots.
    private void room(int slots, int capacity) {
        for (int slot = 0; slot < decoder.slots(); slot++) {
            decoder.rewind(slot, 0);
        }
        decoder.reserve(slots, capacity);
    }

    private int hidden() {
        return configuration.language().hiddenSize();
    }

    @Override
    public void close() throws IOException {
        decoder.close();
        vision.close();
        weights.close();
    }
}
