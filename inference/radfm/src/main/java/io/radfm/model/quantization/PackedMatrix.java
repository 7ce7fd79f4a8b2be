// SPDX-License-Identifier: Apache-2.0
package io.radfm.model.quantization;

import io.radfm.model.MalformedModel;
import io.radfm.model.checkpoint.Checkpoint;
import io.radfm.model.checkpoint.ElementType;
import io.radfm.model.checkpoint.Tensor;

import java.util.Arrays;
import java.util.Optional;

/// A matrix of few bits in a checkpoint.
///
/// @param values `U8 [out, blocks, blockBytes]`
/// @param scales `F32 [out·blocks]`
public record PackedMatrix(BlockFormat format, int out, int in, Tensor values, Tensor scales) {

    /// The matrix of this name, when the checkpoint holds it in few bits.
    ///
    /// @throws MalformedModel when it does, but not as [BlockFormat] says
    public static Optional<PackedMatrix> find(Checkpoint weights, String name, int out, int in)
            throws MalformedModel {
        for (int bits : new int[] {4, 8}) {
            var packed = name + ".int" + bits;
            if (weights.contains(packed)) {
                return Optional.of(read(weights, name, packed, bits, out, in));
            }
        }
        return Optional.empty();
    }

    private static PackedMatrix read(
            Checkpoint weights, String name, String packed, int bits, int out, int in)
            throws MalformedModel {
        var values = weights.tensors().get(packed);
        var shape = values.shape();
        var format =
                shape.length == 3 ? BlockFormat.of(bits, shape[2]) : Optional.<BlockFormat>empty();
        if (format.isEmpty()
                || values.type() != ElementType.U8
                || shape[0] != out
                || shape[1] != format.get().blocks(in)) {
            throw new MalformedModel(
                    "%s: tensor %s is %s%s, which is no matrix [%d, %d] of %d bits"
                            .formatted(
                                    weights.fileNames(),
                                    packed,
                                    values.type(),
                                    Arrays.toString(shape),
                                    out,
                                    in,
                                    bits));
        }
        var scales =
                weights.require(name + BlockFormat.SCALES, (long) out * format.get().blocks(in));
        if (scales.type() != ElementType.F32) {
            throw new MalformedModel("tensor " + scales + " must be F32");
        }
        return new PackedMatrix(format.get(), out, in, values, scales);
    }

    public long parameters() {
        return (long) out * in;
    }
}
