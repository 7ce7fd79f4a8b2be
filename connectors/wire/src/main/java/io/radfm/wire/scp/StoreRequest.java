// SPDX-License-Identifier: Apache-2.0
package io.radfm.wire.scp;

import io.radfm.wire.dimse.Command.MoveOriginator;

import java.net.InetSocketAddress;
import java.util.Optional;

/// An object someone wants stored: what its sender says about it, and who the sender is.
///
/// @param sopClassUid one the presentation context was accepted for
/// @param sopInstanceUid 1 to 64 characters, digits and dots only
/// @param transferSyntax UID of the encoding of the bytes that follow
/// @param highPriority the sender wants it handled before others (PS3.7 §9.3.1.1)
/// @param moveOriginator who asked for the object by C-MOVE, if someone did
public record StoreRequest(
        String sopClassUid,
        String sopInstanceUid,
        String transferSyntax,
        String callingAe,
        String calledAe,
        InetSocketAddress peer,
        boolean highPriority,
        Optional<MoveOriginator> moveOriginator) {}
