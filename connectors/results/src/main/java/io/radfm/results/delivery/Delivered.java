// SPDX-License-Identifier: Apache-2.0
package io.radfm.results.delivery;

import io.radfm.events.Draft;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/// The receipts of a folder, and who is told when one changes.
///
/// @param onChange is given the study UID
public record Delivered(SrFolder folder, Consumer<String> onChange) {
    void keep(Draft draft, Receipt receipt) throws IOException {
        folder.keep(draft, receipt);
        onChange.accept(draft.getStudyInstanceUid());
    }

    Optional<Receipt> receipt(Draft draft) throws IOException {
        return folder.receipt(draft);
    }
}
