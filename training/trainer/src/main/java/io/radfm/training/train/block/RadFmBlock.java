// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.train.block;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

import io.radfm.model.Configuration;

import java.util.List;

/// RadFM, through which gradients flow.
///
/// ```
/// scans ─ vision ─► rows ─┐
/// ids ────────────────────┴─ embeddings ─ language ─► logits ─ loss
/// ```
///
/// Everything a call computes belongs to the manager it is given, and goes when that is closed.
public final class RadFmBlock implements AutoCloseable {
    private static final String FIGURES = "embedding_layer.figure_token_weight";
    private static final String WORDS = "lang_model.model.embed_tokens.weight";

    private final Configuration configuration;
    private final Weights weights;
    private final NDManager own;
    private final VisionBlock vision;
    private final LanguageBlock language;

    public RadFmBlock(NDManager manager, Configuration configuration, Weights weights) {
        this.configuration = configuration;
        this.weights = weights;
        this.own = manager.newSubManager();
        this.vision = new VisionBlock(configuration, weights);
        this.language = new LanguageBlock(own, configuration.language(), weights);
    }

    /// `[asked, vocabulary]`
    public NDArray logits(NDManager manager, Batch batch) {
        return logits(manager, batch, rows(manager, batch.scans()));
    }

    /// The same with the rows that [#rows] gave for the batch's scans.
    public NDArray logits(NDManager manager, Batch batch, NDArray rows) {
        var x = embeddings(manager, batch, rows);
        return language.forward(manager, x, manager.create(batch.asked()));
    }

    /// The weighted sum of `−log p(target)`, not yet divided by the sum of the weights: so sums of
    /// several batches add up to that of one.
    public NDArray loss(NDManager manager, Batch batch) {
        var likely = logits(manager, batch).logSoftmax(-1);
        var targets = manager.create(batch.targets(), new Shape(batch.targets().length, 1));
        var weights = manager.create(batch.weights(), new Shape(batch.weights().length, 1));
        return likely.gather(targets, 1).mul(weights).sum().neg();
    }

    /// Words from the vocabulary's table; the others from `[figure rows | rows of all scans]`.
    private NDArray embeddings(NDManager manager, Batch batch, NDArray scans) {
        int vocabulary = configuration.language().vocabSize();
        int length = batch.ids().length;
        var word = new long[length];
        var special = new long[length];
        var isWord = new float[length];
        var isSpecial = new float[length];
        boolean any = false;
        for (int i = 0; i < length; i++) {
            boolean below = batch.ids()[i] < vocabulary;
            word[i] = below ? batch.ids()[i] : 0;
            special[i] = below ? 0 : batch.ids()[i] - vocabulary;
            isWord[i] = below ? 1 : 0;
            isSpecial[i] = below ? 0 : 1;
            any |= !below;
        }
        var shape = new Shape(batch.sequences(), batch.length());
        var one = new Shape(batch.sequences(), batch.length(), 1);
        var text = Layers.rows(manager.create(word, shape), weights.get(WORDS));
        if (!any) {
            return text;
        }
        var rows = Layers.rows(manager.create(special, shape), scans);
        return text.mul(manager.create(isWord, one)).add(rows.mul(manager.create(isSpecial, one)));
    }

    /// What ids above the vocabulary stand for: `<image>`, `</image>`, then `latents` rows for each
    /// scan, `[2 + latents·scans, hidden]`.
    public NDArray rows(NDManager manager, List<Scans> scans) {
        int hidden = configuration.language().hiddenSize();
        var figures = manager.zeros(new Shape(2, hidden)).add(weights.get(FIGURES));
        var parts = new NDList();
        for (var group : scans) {
            parts.add(vision.forward(manager, group).reshape(-1, hidden));
        }
        return parts.isEmpty() ? figures : figures.getNDArrayInternal().concat(parts, 0);
    }

    @Override
    public void close() {
        own.close();
    }
}
