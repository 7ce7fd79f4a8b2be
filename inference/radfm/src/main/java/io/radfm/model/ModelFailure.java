// SPDX-License-Identifier: Apache-2.0
package io.radfm.model;

/// The engine failed at work it should be able to do (out of memory, numbers that overflowed).
/// Nothing the caller gave is to blame; the same prompt may be tried again elsewhere.
public final class ModelFailure extends RuntimeException {
    public ModelFailure(String what) {
        super(what);
    }

    public ModelFailure(String what, Throwable cause) {
        super(what, cause);
    }
}
