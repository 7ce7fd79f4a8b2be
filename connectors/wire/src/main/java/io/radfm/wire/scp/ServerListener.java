// SPDX-License-Identifier: Apache-2.0
package io.radfm.wire.scp;

import io.radfm.wire.dimse.DimseStatus;
import io.radfm.wire.pdu.Pdu;
import io.radfm.wire.upper.Indication;

import java.time.Duration;

/// What happens in a [DicomServer], to be counted or logged. Called on the thread it happens on, so
/// it must be quick; an exception from here is a bug of ours and ends the association.
///
/// Every connection ends in one of `probed`, `rejected` and `ended`; every object that was begun,
/// in `stored` or, with its association, in nothing.
public interface ServerListener {
    /// Counts nothing.
    ServerListener NONE = new ServerListener() {};

    default void accepted(ServerAssociation association) {}

    default void rejected(Pdu.AssociateReject answer) {}

    /// Someone connected and left without asking for an association: a health check, most often.
    default void probed() {}

    /// @param how [Indication.ReleaseRequested] when it ended as it should
    default void ended(ServerAssociation association, Indication how) {}

    default void echoed() {}

    /// An object arrived whole and was answered, unless the association ended before it could be.
    ///
    /// @param bytes of the data set
    /// @param took from the command to the response
    default void stored(StoreRequest request, DimseStatus status, long bytes, Duration took) {}
}
