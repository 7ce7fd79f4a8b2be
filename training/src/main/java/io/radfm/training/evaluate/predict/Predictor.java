// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.evaluate.predict;

import io.radfm.training.evaluate.score.Contestant;
import io.radfm.training.sample.Place;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/// Answers the questions of a data set.
public interface Predictor {
    String name();

    Contestant.Kind kind();

    /// What to say about it beside its numbers.
    Map<String, String> facts();

    /// @param questions none of them interleaved
    /// @param progress told of every answer, on any thread
    /// @return in the order of the questions
    /// @throws IOException when questions cannot be read, or nobody answers any more
    Answers answer(List<Place> questions, Progress progress)
            throws IOException, InterruptedException;
}
