// SPDX-License-Identifier: Apache-2.0
package io.radfm.training;

import io.radfm.model.Configuration;
import io.radfm.model.Configuration.Language;
import io.radfm.model.Configuration.Perceiver;
import io.radfm.model.Configuration.Vision;

import java.util.Locale;

/// Sizes a model can be made in without writing a configuration.
public enum ModelSize {
    /// Scans of up to 64x64x32 in patches of 8x8x8, 16 tokens a scan: for the lab. Small patches of
    /// small scans: what is in one of them is learned from thousands of studies, not millions.
    TINY(
            new Configuration(
                    new Vision(64, 32, 8, 8, 96, 2, 4, 24, 288, 3),
                    new Perceiver(2, 4, 24, 16, 4),
                    language(2000, 128, 352, 4))),
    /// Scans of up to 64x64x32 in patches of 16x16x4, 8 tokens a scan: for tests.
    MINI(
            new Configuration(
                    new Vision(64, 32, 16, 4, 48, 3, 4, 16, 96, 3),
                    new Perceiver(2, 4, 16, 8, 4),
                    language(600, 64, 176, 3)));

    private final Configuration configuration;

    ModelSize(Configuration configuration) {
        this.configuration = configuration;
    }

    private static Language language(int vocabulary, int hidden, int wide, int layers) {
        return new Language(vocabulary, hidden, wide, layers, 4, 1e-6, 10_000, 2048, 1, 2, 0);
    }

    /// Its vocabulary is the most that the tokenizer may grow to.
    public Configuration configuration() {
        return configuration;
    }

    /// `radfm-tiny`, `radfm-mini`.
    public String modelName() {
        return "radfm-" + name().toLowerCase(Locale.ROOT);
    }
}
