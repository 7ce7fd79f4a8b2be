// SPDX-License-Identifier: Apache-2.0
package io.radfm.wire.scu;

import io.radfm.wire.AeTitle;
import io.radfm.wire.upper.AssociationSettings;

import java.time.Duration;

/// How we call others.
///
/// @param window how many operations we ask to have outstanding; 1 does not ask, which the few
///   peers that drop the connection when asked need
/// @param response how long the peer may take to answer an operation
public record ScuSettings(
        AeTitle callingAe, int window, Duration response, AssociationSettings association) {
    public ScuSettings {
        if (window < 1 || window > 0xFFFF) {
            throw new IllegalArgumentException("a window of " + window + " operations");
        }
    }

    public static ScuSettings of(AeTitle callingAe) {
        return new ScuSettings(callingAe, 1, Duration.ofMinutes(1), AssociationSettings.DEFAULT);
    }

    public ScuSettings withWindow(int window) {
        return new ScuSettings(callingAe, window, response, association);
    }

    public ScuSettings withResponse(Duration response) {
        return new ScuSettings(callingAe, window, response, association);
    }

    public ScuSettings withAssociation(AssociationSettings association) {
        return new ScuSettings(callingAe, window, response, association);
    }
}
