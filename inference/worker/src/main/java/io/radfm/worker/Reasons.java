// SPDX-License-Identifier: Apache-2.0
package io.radfm.worker;

import io.radfm.model.ModelFailure;

import java.io.IOException;

/// What may be said about a failure where people of all kinds read it.
final class Reasons {
    private Reasons() {}

    /// The message, where it is known to hold sizes, digests and places only; else the kind.
    static String of(Throwable failure) {
        var kind = failure.getClass().getSimpleName();
        var told = failure instanceof IOException || failure instanceof ModelFailure;
        return told && failure.getMessage() != null ? kind + ": " + failure.getMessage() : kind;
    }
}
