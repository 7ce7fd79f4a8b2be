// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.sample;

import java.io.IOException;

/// A file of a data set does not hold what it must. Says where, never what was there.
public final class MalformedDataSet extends IOException {
    public MalformedDataSet(String what) {
        super(what);
    }

    public MalformedDataSet(String what, Throwable cause) {
        super(what, cause);
    }

    /// @param offset bytes from the start of the named file or entry
    public MalformedDataSet(String where, long offset, String what) {
        super(where + ", byte " + offset + ": " + what);
    }
}
