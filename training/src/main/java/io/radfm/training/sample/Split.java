// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.sample;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/// Which part of a data set a patient belongs to: for ever, whatever else the data set holds, so
/// that no patient of a test set was ever trained on.
public enum Split {
    TRAIN,
    VALIDATION,
    TEST;

    /// The rule's version, in every sample's `rules`.
    public static final String RULES = "1";

    private static final BigInteger THOUSAND = BigInteger.valueOf(1000);

    /// SHA-256 of the key and `split/1`, as one big-endian number, modulo 1000: below 800 train,
    /// below 900 validation, else test.
    ///
    /// @param patientKey as in the keys of the topics, not its pseudonym
    public static Split of(String patientKey) {
        var digest =
                Digest.start()
                        .digest((patientKey + "split/" + RULES).getBytes(StandardCharsets.UTF_8));
        int place = new BigInteger(1, digest).mod(THOUSAND).intValue();
        return place < 800 ? TRAIN : place < 900 ? VALIDATION : TEST;
    }

    /// As it stands in samples and in the names of shards: `train`, `validation`, `test`.
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// @throws IllegalArgumentException when there is no such split
    public static Split named(String text) {
        return Arrays.stream(values())
                .filter(split -> split.text().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no such split"));
    }
}
