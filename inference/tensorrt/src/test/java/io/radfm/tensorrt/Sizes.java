// SPDX-License-Identifier: Apache-2.0
package io.radfm.tensorrt;

import io.radfm.model.Configuration;
import io.radfm.model.Configuration.Language;
import io.radfm.model.Configuration.Perceiver;
import io.radfm.model.Configuration.Vision;

import java.nio.file.Path;

/// Models the tests are about.
final class Sizes {
    /// The small model that the authors' modules were run on.
    static final Path MINI = Path.of("../radfm/src/test/resources/radfm-mini");

    /// RadFM as published.
    static final Configuration RADFM =
            new Configuration(
                    new Vision(512, 512, 32, 4, 768, 12, 8, 64, 2048, 3),
                    new Perceiver(6, 8, 64, 32, 4),
                    new Language(32_000, 5120, 13_824, 40, 40, 1e-6, 10_000, 2048, 1, 2, 0));

    private Sizes() {}
}
