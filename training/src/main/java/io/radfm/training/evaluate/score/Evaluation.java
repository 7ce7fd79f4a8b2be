// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.evaluate.score;

import java.util.List;
import java.util.Map;

/// A whole comparison.
///
/// @param facts about the questions and how they were scored, in the order to be shown
public record Evaluation(Map<String, String> facts, List<Contestant> contestants) {}
