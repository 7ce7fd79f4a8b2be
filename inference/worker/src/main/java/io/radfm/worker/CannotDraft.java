// SPDX-License-Identifier: Apache-2.0
package io.radfm.worker;

/// There will be no draft of this job, whoever tries: its scans do not decode, its prompt does not
/// fit.
final class CannotDraft extends Exception {
    private static final long serialVersionUID = 1L;

    private final String code;

    /// @param code an upper-case word
    /// @param reason a sentence without patient data
    CannotDraft(String code, String reason, Throwable cause) {
        super(reason, cause);
        this.code = code;
    }

    String code() {
        return code;
    }
}
