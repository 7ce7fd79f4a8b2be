// SPDX-License-Identifier: Apache-2.0
package io.radfm.model;

import java.io.IOException;

/// A file of a model directory does not hold what it must. Names the file or tensor, never guesses.
public final class MalformedModel extends IOException {
    public MalformedModel(String what) {
        super(what);
    }

    public MalformedModel(String what, Throwable cause) {
        super(what, cause);
    }

    /// @param offset bytes from the start of the named file or entry
    public MalformedModel(String where, long offset, String what) {
        super(where + ", byte " + offset + ": " + what);
    }
}
