// SPDX-License-Identifier: Apache-2.0
package io.radfm.wire.pdu;

/// The acceptor's word on a proposed presentation context (PS3.8 §9.3.3.2).
///
/// @param transferSyntax the one chosen; without meaning, and possibly empty, unless accepted
public record AnsweredContext(int id, Result result, String transferSyntax) {
    /// Table 9-18. The position is the code.
    public enum Result {
        ACCEPTANCE,
        USER_REJECTION,
        NO_REASON,
        ABSTRACT_SYNTAX_NOT_SUPPORTED,
        TRANSFER_SYNTAXES_NOT_SUPPORTED
    }

    public AnsweredContext {
        if (id < 1 || id > 255 || id % 2 == 0) {
            throw new IllegalArgumentException("presentation context ID " + id);
        }
    }
}
