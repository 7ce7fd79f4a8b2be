// SPDX-License-Identifier: Apache-2.0
package io.radfm.modality.caseload;

import io.radfm.modality.phantom.Seeds;

import java.time.LocalDate;
import java.util.List;
import java.util.random.RandomGenerator;

/// People made up from a seed. Names are of plants, and of a family that no hospital knows.
final class Population {
    private static final List<String> FIRST =
            List.of(
                    "ASTER",
                    "BRYONY",
                    "CLOVER",
                    "DAHLIA",
                    "ELDER",
                    "FENNEL",
                    "GENTIAN",
                    "HAZEL",
                    "IRIS",
                    "JUNIPER",
                    "KALMIA",
                    "LINDEN",
                    "MALLOW",
                    "NETTLE",
                    "OLEANDER",
                    "POPPY",
                    "QUINCE",
                    "ROWAN",
                    "SORREL",
                    "TANSY",
                    "ULEX",
                    "VERVAIN",
                    "WILLOW",
                    "YARROW");
    private static final List<String> SECOND =
            List.of(
                    "ALDER", "BEECH", "CEDAR", "DOGWOOD", "ELM", "FIR", "GORSE", "HOLLY", "IVY",
                    "JASMINE", "KELP", "LARCH", "MAPLE", "NUTMEG", "OAK", "PINE", "RUSH", "SPRUCE",
                    "TEAK", "VINE", "WALNUT", "YEW");
    private static final List<String> HISTORY =
            List.of(
                    "Hypertension.",
                    "Type 2 diabetes.",
                    "Hypertension, hyperlipidaemia.",
                    "COPD, former smoker.",
                    "Atrial fibrillation on anticoagulation.",
                    "Migraine.",
                    "Asthma.",
                    "Coronary artery disease.",
                    "Chronic kidney disease.",
                    "Breast cancer, treated 6 years ago.",
                    "Alcohol dependence.",
                    "No relevant history.");

    private final long seed;

    Population(long seed) {
        this.seed = seed;
    }

    /// @param number of the patient's first study
    Patient patient(long number, LocalDate today) {
        var random = Seeds.random(seed, "patient", number);
        int age = Math.clamp(Math.round(57 + 19 * random.nextGaussian()), 18, 97);
        boolean female = random.nextBoolean();
        return new Patient(
                "SIM%08X-%07d".formatted(seed & 0xFFFFFFFFL, number),
                "SIM-%s^%s".formatted(one(SECOND, random), one(FIRST, random)),
                female,
                today.minusYears(age).minusDays(random.nextInt(1, 365)),
                random.nextDouble() < 0.6 ? one(HISTORY, random) : "",
                (female ? 0.965 : 1.015) * random.nextDouble(0.95, 1.05),
                Math.clamp(0.35 + 0.25 * random.nextGaussian(), 0, 1),
                random.nextLong());
    }

    static <T> T one(List<T> some, RandomGenerator random) {
        return some.get(random.nextInt(some.size()));
    }
}
