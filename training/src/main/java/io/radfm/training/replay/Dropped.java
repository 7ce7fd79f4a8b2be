// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.replay;

/// A study that gives no samples, whatever is tried again.
final class Dropped extends Exception {
    private static final long serialVersionUID = 1;
    private final String reason;

    /// @param reason a word, under which it is counted
    Dropped(String reason) {
        super(reason);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
