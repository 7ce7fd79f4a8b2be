// SPDX-License-Identifier: Apache-2.0
package io.radfm.model.generation;

import io.radfm.model.Configuration;
import io.radfm.model.MalformedModel;
import io.radfm.model.UnusablePrompt;
import io.radfm.model.checkpoint.Checkpoint;
import io.radfm.model.checkpoint.Tensor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;

/// Rows by id: `[vocabulary | <image>, </image> | latents rows per scan]`. The first two parts are
/// the checkpoint's; the scans' rows exist for one prompt.
public final class Embeddings {
    private static final String FIGURES = "embedding_layer.figure_token_weight";

    private final int vocabulary;
    private final int hidden;
    private final int latents;
    private final Tensor words;
    private final Tensor figures;

    public Embeddings(Configuration configuration, Checkpoint weights) throws MalformedModel {
        this.vocabulary = configuration.language().vocabSize();
        this.hidden = configuration.language().hiddenSize();
        this.latents = configuration.perceiver().numLatents();
        this.words = weights.requireEmbeddings(vocabulary, hidden);
        this.figures = weights.require(FIGURES, 2, hidden);
    }

    /// The rows of these ids.
    ///
    /// @param scans `[latents, hidden]` each
    /// @return direct, `[ids.length, hidden]`
    public FloatBuffer rows(int[] ids, List<float[]> scans) throws UnusablePrompt {
        var rows =
                ByteBuffer.allocateDirect(Math.multiplyExact(4 * hidden, ids.length))
                        .order(ByteOrder.nativeOrder())
                        .asFloatBuffer();
        for (int id : ids) {
            int special = id - vocabulary;
            int visual = special - 2;
            if (id < 0 || visual >= latents * scans.size()) {
                throw new UnusablePrompt(
                        "token " + id + " addresses no row (" + scans.size() + " scans)");
            } else if (special < 0) {
                words.row(id, rows);
            } else if (visual < 0) {
                figures.row(special, rows);
            } else {
                rows.put(scans.get(visual / latents), visual % latents * hidden, hidden);
            }
        }
        return rows.flip();
    }

    /// How many numbers the two tables hold.
    public long parameters() {
        return words.elements() + figures.elements();
    }
}
