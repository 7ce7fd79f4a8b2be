// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.outcomes;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.radfm.events.DraftOutcome;

import java.util.Locale;

/// What the role counts, by model and version, since the process began. After a crash records are
/// processed again, and counted again; the topic is exact, counters are not.
///
/// Accepted are `acceptance="as_drafted"` and `"edited"`. Alert when their share falls after a
/// model was promoted.
final class OutcomeMetrics {
    private static final double[] SHARES = {0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 1};

    private final MeterRegistry registry;

    OutcomeMetrics(MeterRegistry registry) {
        this.registry = registry;
        for (var why : PassedOver.values()) {
            registry.counter("radfm.outcomes.passed.over", "reason", word(why));
        }
    }

    void compared(DraftOutcome outcome) {
        var model =
                Tags.of(
                        "model", outcome.getModel().getName(),
                        "version", outcome.getModel().getVersion());
        registry.counter("radfm.outcomes", model.and("acceptance", word(outcome.getAcceptance())))
                .increment();
        share("radfm.outcomes.label.f1", "Agreement of the labels that are present", model)
                .record(outcome.getLabelF1());
        share("radfm.outcomes.word.edit", "Words changed, by those of the longer text", model)
                .record(outcome.getWordEdit());
        for (var section : outcome.getSections()) {
            boolean kept = outcome.getSectionsKept().contains(section);
            var tags = model.and("section", section, "kept", Boolean.toString(kept));
            registry.counter("radfm.outcomes.sections", tags).increment();
        }
    }

    private DistributionSummary share(String name, String what, Tags model) {
        return DistributionSummary.builder(name)
                .description(what)
                .tags(model)
                .serviceLevelObjectives(SHARES)
                .register(registry);
    }

    void passedOver(PassedOver why) {
        registry.counter("radfm.outcomes.passed.over", "reason", word(why)).increment();
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
