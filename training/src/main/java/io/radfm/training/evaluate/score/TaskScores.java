// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.evaluate.score;

import io.radfm.training.evaluate.metrics.Reliability.Bin;
import io.radfm.training.sample.Task;

import java.util.List;
import java.util.SortedMap;

/// A task of one model.
///
/// @param byModality of those samples whose modality is known
/// @param byLabel of those samples that have one
/// @param reliability of the probabilities told; empty when none was
public record TaskScores(
        Task task,
        Slice all,
        SortedMap<String, Slice> byModality,
        SortedMap<String, Slice> byLabel,
        List<Bin> reliability) {}
