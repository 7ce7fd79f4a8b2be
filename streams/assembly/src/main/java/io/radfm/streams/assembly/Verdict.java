// SPDX-License-Identifier: Apache-2.0
package io.radfm.streams.assembly;

import io.radfm.events.ClosedBy;

/// Whether an open study waits for more images or is closed now.
public sealed interface Verdict {
    /// Nothing to decide before this time.
    record Wait(long until) implements Verdict {}

    /// The wait is over: by what, and as of when.
    record Close(ClosedBy by, long at) implements Verdict {}
}
