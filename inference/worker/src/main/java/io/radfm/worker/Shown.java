// SPDX-License-Identifier: Apache-2.0
package io.radfm.worker;

import io.radfm.model.Configuration;
import io.radfm.model.Prompt;
import io.radfm.model.ScanTensor;
import io.radfm.preparation.ModelInput;
import io.radfm.preparation.PreparedInput;

import java.util.List;

/// Where preparation meets the model: what was prepared, as a prompt, and what size it must have.
public final class Shown {
    private Shown() {}

    /// The sizes this model takes its scans in.
    public static ModelInput input(Configuration model) {
        var vision = model.vision();
        return ModelInput.of(vision.imageSize(), vision.frames(), vision.framePatchSize());
    }

    public static Prompt prompt(List<PreparedInput.Segment> segments) {
        return new Prompt(segments.stream().map(Shown::segment).toList());
    }

    private static Prompt.Segment segment(PreparedInput.Segment segment) {
        return switch (segment) {
            case PreparedInput.Text it -> new Prompt.Text(it.text());
            case PreparedInput.Scan it -> {
                var tensor = it.tensor();
                yield new Prompt.Scan(
                        new ScanTensor(
                                tensor.height(), tensor.width(), tensor.depth(), tensor.values()),
                        it.facts().key());
            }
        };
    }
}
