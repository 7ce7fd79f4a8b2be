// SPDX-License-Identifier: Apache-2.0
package io.radfm.wire.dimse;

import java.util.Optional;

/// A DIMSE command set (PS3.7 §9.3): the commands of storage and verification, and whatever else a
/// peer may say, as far as it is needed to answer.
///
/// UIDs of received commands are as they came, only without padding: an invalid one is answered
/// with a status, not with an abort.
public sealed interface Command {
    int MEDIUM_PRIORITY = 0;
    int HIGH_PRIORITY = 1;

    int messageId();

    /// C-ECHO-RQ (§9.3.5.1).
    record EchoRq(int messageId) implements Command {}

    /// C-ECHO-RSP (§9.3.5.2).
    record EchoRsp(int messageId, DimseStatus status) implements Command {}

    /// C-STORE-RQ (§9.3.1.1).
    ///
    /// @param moveOriginator who asked for this object by C-MOVE, if someone did
    record StoreRq(
            int messageId,
            String sopClassUid,
            String sopInstanceUid,
            int priority,
            Optional<MoveOriginator> moveOriginator)
            implements Command {
        public StoreRq(int messageId, String sopClassUid, String sopInstanceUid) {
            this(messageId, sopClassUid, sopInstanceUid, MEDIUM_PRIORITY, Optional.empty());
        }

        /// The response always names the instance; some requestors insist.
        public StoreRsp response(DimseStatus status) {
            return new StoreRsp(messageId, sopClassUid, sopInstanceUid, status);
        }
    }

    record MoveOriginator(String aeTitle, int messageId) {}

    /// C-STORE-RSP (§9.3.1.2). Peers leave the UIDs out; they are empty then.
    record StoreRsp(int messageId, String sopClassUid, String sopInstanceUid, DimseStatus status)
            implements Command {}

    /// C-CANCEL-RQ (§9.3.2.3). Nothing here can be cancelled: it is read and ignored.
    record CancelRq(int messageId) implements Command {}

    /// Any other command.
    ///
    /// @param field the command field; bit 15 tells a response
    record Other(int field, int messageId, String sopClassUid, Optional<DimseStatus> status)
            implements Command {
        static final int RESPONSE = 0x8000;

        public boolean isResponse() {
            return (field & RESPONSE) != 0;
        }

        /// As much of a response to any request as its sender can do something with.
        public Other response(DimseStatus status) {
            return new Other(field | RESPONSE, messageId, sopClassUid, Optional.of(status));
        }
    }
}
