// SPDX-License-Identifier: Apache-2.0
package io.radfm.wire.upper;

import java.io.IOException;

/// A primitive the association's state has no place for: most often data for an association that
/// the peer has ended meanwhile.
public final class ImpossibleEvent extends IOException {
    private static final long serialVersionUID = 1L;

    ImpossibleEvent(Event event, State state) {
        super("no " + event.meaning() + " while the association is: " + state.meaning());
    }
}
