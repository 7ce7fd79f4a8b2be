// SPDX-License-Identifier: Apache-2.0
package io.radfm.model.bench;

import io.radfm.model.ScanTensor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Random;

/// What random models are asked. The content does not matter, the sizes do.
final class Inputs {
    private Inputs() {}

    /// A scan of noise, outside the heap as the preparation makes them.
    static ScanTensor scan(int height, int width, int depth) {
        var values = direct(height * width * depth);
        var random = new Random(2);
        for (int i = 0; i < values.capacity(); i++) {
            values.put(i, random.nextFloat());
        }
        return new ScanTensor(height, width, depth, values);
    }

    /// A text of so many letters; for a vocabulary without letters, of about as many tokens.
    static String text(int letters, long seed) {
        var random = new Random(seed);
        var text = new StringBuilder(letters);
        for (int i = 0; i < letters; i++) {
            text.append((char) ('a' + random.nextInt(26)));
        }
        return text.toString();
    }

    /// Embeddings of so many positions.
    static FloatBuffer rows(int count, int hidden) {
        var random = new Random(5);
        var values = direct(count * hidden);
        for (int i = 0; i < values.capacity(); i++) {
            values.put(i, (float) (0.02 * random.nextGaussian()));
        }
        return values;
    }

    private static FloatBuffer direct(int count) {
        return ByteBuffer.allocateDirect(4 * count).order(ByteOrder.nativeOrder()).asFloatBuffer();
    }
}
