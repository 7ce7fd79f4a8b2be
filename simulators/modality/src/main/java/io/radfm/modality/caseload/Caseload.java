// SPDX-License-Identifier: Apache-2.0
package io.radfm.modality.caseload;

import io.radfm.modality.phantom.Exam;
import io.radfm.modality.phantom.Seeds;
import io.radfm.modality.phantom.Truth;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/// Everything a hospital examines, by number. Study n is the same whenever it is asked for, and
/// needs no memory of the others.
///
/// About a quarter of the studies follow up on an earlier one: the same patient comes again, and
/// what was found is better, worse or gone.
public final class Caseload {
    /// Between two studies on the hospital's clock.
    public static final Duration INTERVAL = Duration.ofSeconds(90);

    private static final double FOLLOW_UP = 0.25;
    private static final int NEAREST_PRIOR = 3;
    private static final int FARTHEST_PRIOR = 16;
    private static final double STAT = 0.15;

    private static final Map<Exam, Integer> SHARES =
            new EnumMap<>(
                    Map.of(
                            Exam.CHEST_XRAY, 45,
                            Exam.HEAD_CT, 25,
                            Exam.BRAIN_MR, 15,
                            Exam.ABDOMEN_CT, 15));

    private final long seed;
    private final LocalDateTime begin;
    private final Set<Exam> exams = EnumSet.noneOf(Exam.class);

    /// @param begin when study 0 was made
    /// @param modalities CR, CT, MR, or some of them
    /// @throws IllegalArgumentException when there is no exam for any of the modalities
    public Caseload(long seed, LocalDateTime begin, Set<String> modalities) {
        this.seed = seed;
        this.begin = begin.withNano(0);
        for (var exam : Exam.values()) {
            if (modalities.contains(exam.modality())) {
                exams.add(exam);
            }
        }
        if (exams.isEmpty()) {
            throw new IllegalArgumentException("no examinations for " + modalities);
        }
    }

    /// @param number 0 or more
    public SimulatedStudy study(long number) {
        var random = Seeds.random(seed, "study", number);
        var prior = prior(number);
        var at = begin.plus(INTERVAL.multipliedBy(number));
        if (prior.isPresent()) {
            var before = study(prior.get());
            var truth = CaseMix.later(before.truth(), random);
            return new SimulatedStudy(
                    seed,
                    number,
                    before.patient(),
                    truth,
                    at,
                    Indications.followUp(before.truth(), random),
                    false,
                    prior);
        }
        var exam = draw(random);
        var patient = new Population(seed).patient(number, at.toLocalDate());
        var truth = new Truth(exam, CaseMix.draw(exam, random));
        return new SimulatedStudy(
                seed,
                number,
                patient,
                truth,
                at,
                Indications.of(truth, random),
                random.nextDouble() < STAT,
                prior);
    }

    private Optional<Long> prior(long number) {
        var random = Seeds.random(seed, "follow-up", number);
        long before = number - random.nextInt(NEAREST_PRIOR, FARTHEST_PRIOR);
        return random.nextDouble() < FOLLOW_UP && before >= 0
                ? Optional.of(before)
                : Optional.empty();
    }

    private Exam draw(RandomGenerator random) {
        int total = exams.stream().mapToInt(SHARES::get).sum();
        int at = random.nextInt(total);
        for (var exam : exams) {
            at -= SHARES.get(exam);
            if (at < 0) {
                return exam;
            }
        }
        throw new IllegalStateException("shares do not add up");
    }
}
