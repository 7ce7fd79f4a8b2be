// SPDX-License-Identifier: Apache-2.0
package io.radfm.results.delivery;

import java.io.IOException;

/// A draft of which no SR can be made, however often it is tried. The message is a sentence without
/// patient data.
public final class UnusableDraft extends IOException {
    private static final long serialVersionUID = 1L;

    UnusableDraft(String why) {
        super(why);
    }

    UnusableDraft(String why, Throwable cause) {
        super(why, cause);
    }
}
