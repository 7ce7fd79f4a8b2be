// SPDX-License-Identifier: Apache-2.0
package io.radfm.process;

/// Why something failed, in one line for a person: each cause's message, once.
public final class Reason {
    private Reason() {}

    public static String of(Throwable e) {
        var reason =
                new StringBuilder(
                        e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
        for (var cause = e.getCause();
                cause != null && cause.getMessage() != null;
                cause = cause.getCause()) {
            if (reason.indexOf(cause.getMessage()) < 0) {
                reason.append(": ").append(cause.getMessage());
            }
        }
        return reason.toString();
    }
}
