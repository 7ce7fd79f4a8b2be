// SPDX-License-Identifier: Apache-2.0
package io.radfm.results.sr;

import io.radfm.events.Draft;
import io.radfm.events.ModelInfo;

import java.util.Optional;

/// What is said of every draft, wherever it is shown (contract: preliminary, always).
public final class DraftWords {
    public static final String BANNER = "AI DRAFT \u2013 NOT REVIEWED";

    static final String UNTRAINED = "untrained model: text is noise";

    private DraftWords() {}

    /// The model's own notice; for an untrained model there always is one.
    public static Optional<String> notice(Draft draft) {
        if (draft.getProvenance() == null) {
            return Optional.empty();
        }
        return notice(draft.getProvenance().getModel());
    }

    /// The same of a text that is no draft yet.
    public static Optional<String> notice(ModelInfo model) {
        var own = model.getNotice();
        return own != null && !own.isBlank()
                ? Optional.of(own)
                : model.getTrained() ? Optional.empty() : Optional.of(UNTRAINED);
    }
}
