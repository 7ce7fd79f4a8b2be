// SPDX-License-Identifier: Apache-2.0
package io.radfm.model.conversion;

import io.radfm.model.Configuration;
import io.radfm.model.checkpoint.ElementType;
import io.radfm.model.checkpoint.Parameters;
import io.radfm.model.checkpoint.Parameters.Parameter;
import io.radfm.model.checkpoint.SafeTensorsWriter.Contents;
import io.radfm.model.checkpoint.SafeTensorsWriter.Source;
import io.radfm.model.quantization.BlockFormat;
import io.radfm.model.quantization.Precision;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/// How a model's weights become the tensors of one file: the decoder's matrices in the precision
/// asked for, the embedding table in 16 bits when they have fewer than 32, all others in 32.
///
/// Works in pieces of about a million numbers, each made by itself.
public final class WeightPlan {
    private static final int PIECE = 1 << 20;

    /// @param matrices of the decoder's matrices
    /// @param head of the output head
    /// @param block weights per scale, for those of few bits
    public record Target(Precision matrices, Precision head, int block) {
        public Target {
            new BlockFormat(4, block); // refuses other blocks
        }

        /// As people write it: `fp16`, `int4/128`.
        @Override
        public String toString() {
            return matrices.isPacked() ? matrices.format(block).toString() : matrices.toString();
        }
    }

    private final Numbers numbers;
    private final Target target;
    private final List<Source> sources = new ArrayList<>();

    private WeightPlan(Numbers numbers, Target target) {
        this.numbers = numbers;
        this.target = target;
    }

    public static List<Source> of(Configuration configuration, Numbers numbers, Target target) {
        var plan = new WeightPlan(numbers, target);
        Parameters.of(configuration).forEach(plan::add);
        return plan.sources;
    }

    private void add(Parameter it) {
        switch (it.role()) {
            case MATRIX -> add(it, target.matrices());
            case HEAD -> add(it, target.head());
            case EMBEDDINGS ->
                    add(it, target.matrices() == Precision.FP32 ? Precision.FP32 : Precision.FP16);
            case VISION, PERCEIVER, PROJECTION, FIGURES, NORM -> add(it, Precision.FP32);
        }
    }

    private void add(Parameter it, Precision precision) {
        switch (precision) {
            case FP32 -> addPlain(it, ElementType.F32);
            case FP16 -> addPlain(it, ElementType.F16);
            case INT8, INT4 -> addPacked(it, precision.format(target.block()));
        }
    }

    private void addPlain(Parameter it, ElementType type) {
        var pieces = new ArrayList<Contents>();
        for (long first = 0; first < it.elements(); first += PIECE) {
            long from = first;
            int count = (int) Math.min(PIECE, it.elements() - first);
            pieces.add(() -> plain(it, type, from, count));
        }
        sources.add(new Source(it.name(), type, it.shape(), pieces));
    }

    private ByteBuffer plain(Parameter it, ElementType type, long first, int count)
            throws IOException {
        var values = read(it, first, count);
        var bytes = littleEndian(count * type.bytes());
        if (type == ElementType.F32) {
            bytes.asFloatBuffer().put(values);
        } else {
            var halves = bytes.asShortBuffer();
            for (float value : values) {
                short half = Float.floatToFloat16(value);
                if ((half & 0x7c00) == 0x7c00) {
                    throw new UnfitNumber(it.name(), value, "does not fit 16 bits");
                }
                halves.put(half);
            }
        }
        return bytes;
    }

    private void addPacked(Parameter it, BlockFormat format) {
        int out = Math.toIntExact(it.shape()[0]);
        int in = Math.toIntExact(it.shape()[1]);
        int rows = Math.max(1, PIECE / in);
        var scales = new float[Math.multiplyExact(out, format.blocks(in))];
        var pieces = new ArrayList<Contents>();
        for (int first = 0; first < out; first += rows) {
            int from = first;
            int count = Math.min(rows, out - first);
            pieces.add(() -> packed(it, format, from, count, in, scales));
        }
        long[] shape = {out, format.blocks(in), format.blockBytes()};
        sources.add(new Source(it.name() + format.suffix(), ElementType.U8, shape, pieces));
        sources.add(
                new Source(
                        it.name() + BlockFormat.SCALES,
                        ElementType.F32,
                        new long[] {scales.length},
                        new Scales(scales)));
    }

    private ByteBuffer packed(
            Parameter it, BlockFormat format, int row, int rows, int in, float[] scales)
            throws IOException {
        var values = read(it, (long) row * in, rows * in);
        var bytes = new byte[rows * format.rowBytes(in)];
        for (int i = 0; i < rows; i++) {
            format.pack(
                    values,
                    i * in,
                    in,
                    bytes,
                    i * format.rowBytes(in),
                    scales,
                    (row + i) * format.blocks(in));
        }
        return ByteBuffer.wrap(bytes);
    }

    /// The scales of a matrix, known when its rows have been packed.
    private record Scales(float[] values) implements Contents {
        @Override
        public ByteBuffer bytes() {
            var bytes = littleEndian(Math.multiplyExact(Float.BYTES, values.length));
            bytes.asFloatBuffer().put(values);
            return bytes;
        }

        @Override
        public boolean followsOthers() {
            return true;
        }
    }

    private float[] read(Parameter it, long first, int count) throws IOException {
        var values = new float[count];
        numbers.read(it, first, count, values);
        numbers.done(it, first, count);
        float sum = 0;
        for (float value : values) {
            sum += value * 0; // NaN if any is no finite number
        }
        if (sum != 0) {
            throw new UnfitNumber(it.name(), sum, "is no weight");
        }
        return values;
    }

    private static ByteBuffer littleEndian(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
