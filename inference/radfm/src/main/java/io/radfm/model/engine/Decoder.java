// SPDX-License-Identifier: Apache-2.0
package io.radfm.model.engine;

import java.nio.FloatBuffer;

/// The language model at work on one sequence, its keys and values cached. One thread at a time.
///
/// ```
/// start(capacity)  forward(prompt)  forward(token)  forward(token) …   start(capacity) …
/// ```
public interface Decoder extends AutoCloseable {
    /// Forgets the sequence and makes room for one of at most `capacity` positions.
    void start(int capacity);

    /// Appends positions and gives the logits of some of them.
    ///
    /// @param embeddings direct, `[count, hidden]`, count ≥ 1
    /// @param rows which of the new positions, from 0
    /// @return `[rows.length, vocabulary]`
    FloatBuffer forward(FloatBuffer embeddings, long... rows);

    /// Positions filled so far.
    int position();

    /// How many numbers it computes with, the embedding table apart.
    long parameters();

    @Override
    void close();
}
