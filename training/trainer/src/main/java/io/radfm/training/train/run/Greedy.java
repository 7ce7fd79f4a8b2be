// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.train.run;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

import io.radfm.model.Configuration;
import io.radfm.training.train.block.Batch;
import io.radfm.training.train.block.RadFmBlock;
import io.radfm.training.train.data.Batcher;
import io.radfm.training.train.data.Example;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Answers an example's prompt with the weights as they are, always with the likeliest token. The
/// scans are encoded once; the text is computed anew for each token, which is well for the few
/// short answers a run looks at.
final class Greedy {
    private final RadFmBlock model;
    private final Configuration.Language language;
    private final Batcher batcher;
    private final int mostTokens;

    Greedy(RadFmBlock model, Configuration configuration, Batcher batcher, int mostTokens) {
        this.model = model;
        this.language = configuration.language();
        this.batcher = batcher;
        this.mostTokens = mostTokens;
    }

    /// @return the answer's tokens, without that of its end
    List<Integer> answer(NDManager manager, Example example) throws IOException {
        var answer = new ArrayList<Integer>();
        try (var kept = manager.newSubManager()) {
            var batch = batcher.of(List.of(example));
            var rows = model.rows(kept, batch.scans());
            var ids = Arrays.copyOf(batch.ids(), example.prompt());
            while (answer.size() < mostTokens && ids.length < language.maxSequenceLength()) {
                int next = next(kept, ids, rows);
                if (next == language.eosTokenId()) {
                    break;
                }
                answer.add(next);
                ids = Arrays.copyOf(ids, ids.length + 1);
                ids[ids.length - 1] = next;
            }
        }
        return answer;
    }

    private int next(NDManager kept, long[] ids, NDArray rows) {
        try (var scratch = kept.newSubManager()) {
            var asked = new long[] {ids.length - 1};
            var one = new Batch(List.of(), 1, ids.length, ids, asked, new long[1], new float[1]);
            return (int) model.logits(scratch, one, rows).argMax(-1).getLong(0);
        }
    }
}
