// SPDX-License-Identifier: Apache-2.0
package io.radfm.model;

/// This prompt cannot be answered by this model, now or later: too long, no such scan size, values
/// outside \[0,1\]. The message holds sizes and limits only, none of the prompt's words or pixels.
public final class UnusablePrompt extends Exception {
    public UnusablePrompt(String reason) {
        super(reason);
    }
}
