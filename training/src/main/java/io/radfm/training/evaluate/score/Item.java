// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.evaluate.score;

import io.radfm.training.evaluate.metrics.Comparisons;
import io.radfm.training.sample.Sample;
import io.radfm.training.sample.Task;

import java.util.List;
import java.util.Map;
import java.util.Set;

/// A question of the benchmark, and what is known of its answer.
///
/// @param key of its sample; empty when only a predictions file knows it
/// @param patient questions about one patient are right or wrong together; a pseudonym
/// @param modality empty when not known
/// @param label what a diagnosis is about, else empty
/// @param reference the answer that counts as true
/// @param options of a closed answer; empty when the answer is open
/// @param labels what is known of the study
/// @param compared whether what the model was given, or the reference, speaks of an earlier
///   examination
public record Item(
        String key,
        String patient,
        Task task,
        String modality,
        String label,
        String question,
        String reference,
        List<String> options,
        Map<String, Boolean> labels,
        boolean compared) {
    private static final Set<String> YES_NO = Set.of("yes", "no");

    public Item {
        options = List.copyOf(options);
        labels = Map.copyOf(labels);
    }

    public static Item of(Sample sample) {
        return new Item(
                sample.key(),
                sample.patient(),
                sample.task(),
                sample.modality(),
                sample.label(),
                sample.question(),
                sample.answer(),
                sample.options(),
                sample.labels(),
                Comparisons.in(sample.contextText()) || Comparisons.in(sample.answer()));
    }

    public boolean closed() {
        return !options.isEmpty();
    }

    public boolean yesNo() {
        return Set.copyOf(options).equals(YES_NO);
    }

    /// None of its words: they are about a patient.
    @Override
    public String toString() {
        return "Item{" + key + ", " + task.text() + "}";
    }
}
