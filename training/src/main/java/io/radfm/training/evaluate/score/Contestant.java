// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.evaluate.score;

import java.util.List;
import java.util.Map;

/// A model, or what stands beside models to be compared with, and its scores.
///
/// @param facts about it, in the order to be shown
/// @param missing questions it has no answer to
public record Contestant(
        String name, Kind kind, Map<String, String> facts, int missing, List<TaskScores> tasks) {

    public enum Kind {
        MODEL,
        ENDPOINT,
        PREDICTIONS,
        BASELINE
    }
}
