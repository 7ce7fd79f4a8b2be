// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.train.block;

import java.util.List;

/// Sequences that are computed together, padded at their ends to one length. What a sequence says
/// of its padding is never asked, and what comes later is never seen: no mask is needed.
///
/// @param scans in groups of one size; their numbers count through the groups
/// @param sequences how many
/// @param length of each
/// @param ids `[sequences, length]`: below the vocabulary a word; from there on `<image>`,
///   `</image>`, and then row `j` of scan `s` as `vocabulary + 2 + latents·s + j`, with `s` the
///   scan's number in this batch
/// @param asked positions whose next token is predicted, as numbers in `[sequences·length]`
/// @param targets those next tokens
/// @param weights of them in the loss
public record Batch(
        List<Scans> scans,
        int sequences,
        int length,
        long[] ids,
        long[] asked,
        long[] targets,
        float[] weights) {
    public Batch {
        scans = List.copyOf(scans);
        if (ids.length != (long) sequences * length
                || asked.length != targets.length
                || asked.length != weights.length
                || asked.length == 0) {
            throw new IllegalArgumentException(
                    "%d ids in %d sequences of %d, %d positions asked"
                            .formatted(ids.length, sequences, length, asked.length));
        }
    }

    /// The sum of the weights: what the batch counts.
    public double weight() {
        double sum = 0;
        for (float weight : weights) {
            sum += weight;
        }
        return sum;
    }
}
