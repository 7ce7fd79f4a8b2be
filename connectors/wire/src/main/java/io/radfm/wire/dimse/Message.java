// SPDX-License-Identifier: Apache-2.0
package io.radfm.wire.dimse;

import io.radfm.wire.upper.Indication;

import java.util.Optional;

/// What [MessageReader] finds next on an association.
public sealed interface Message {
    /// A command, and the data set that follows it, which must be read or drained before the next
    /// message is asked for.
    record Arrived(AgreedContext context, Command command, Optional<DataSetStream> dataSet)
            implements Message {}

    /// No more messages: the peer wants to release, or the association is over.
    record Ended(Indication by) implements Message {}
}
