// SPDX-License-Identifier: Apache-2.0
package io.radfm.worker;

import io.radfm.events.ModelInfo;
import io.radfm.model.Description;

/// What every draft says of the model that wrote it.
final class Provenance {
    private Provenance() {}

    static ModelInfo of(Description model) {
        return new ModelInfo(
                model.name(),
                model.version(),
                model.weightsSha256(),
                model.engine(),
                model.precision(),
                "cpu",
                model.trained(),
                model.notice().isEmpty() ? null : model.notice());
    }
}
