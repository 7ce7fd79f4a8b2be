// SPDX-License-Identifier: Apache-2.0
package io.radfm.model.engine;

import java.nio.FloatBuffer;

/// The language model at work on several sequences at once, the keys and values of each cached in a
/// *slot*. One thread at a time.
///
/// ```
/// reserve(slots, capacity)
/// extend(0, prompt)   copy(0 → 1, prefix)   extend(1, rest)   step({0, 1})  step({0, 1}) …
/// ```
public interface Decoder extends AutoCloseable {
    /// Makes room for `slots` sequences of at least `capacity` positions each, more or less than
    /// before. What the slots that stay hold is kept, and must fit.
    ///
    /// @throws io.radfm.model.ModelFailure when there is no memory for it; nothing has changed then
    void reserve(int slots, int capacity);

    /// More slots than these cannot be reserved.
    default int mostSlots() {
        return Integer.MAX_VALUE;
    }

    int slots();

    int capacity();

    /// Positions filled in this slot.
    int position(int slot);

    /// Forgets what a slot holds after its first `positions`.
    void rewind(int slot, int positions);

    /// Makes of slot `to` a copy of the first `positions` of slot `from`.
    void copy(int from, int to, int positions);

    /// Appends positions to one slot and gives the logits of some of them.
    ///
    /// @param embeddings direct, `[count, hidden]`, count ≥ 1
    /// @param rows which of the new positions, from 0
    /// @return `[rows.length, vocabulary]`
    FloatBuffer extend(int slot, FloatBuffer embeddings, long... rows);

    /// Appends one position to each of these slots, all in one pass over the weights.
    ///
    /// @param slots ascending, at least one
    /// @param embeddings direct, `[slots.length, hidden]`
    /// @return `[slots.length, vocabulary]`
    FloatBuffer step(int[] slots, FloatBuffer embeddings);

    /// How many numbers it computes with, the embedding table apart.
    long parameters();

    /// Memory that one position of one slot takes.
    long bytesPerPosition();

    @Override
    void close();
}
