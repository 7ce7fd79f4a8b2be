// SPDX-License-Identifier: Apache-2.0
package io.radfm.wire.pdu;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/// What both sides tell about themselves while associating (PS3.8 Annex D, PS3.7 Annex D.3.3).
///
/// @param maxPduBytes the longest P-DATA-TF its sender wants to receive, without the 6-byte PDU
///   header; 0 means any length
/// @param roles SCP/SCU role selection, PS3.7 D.3.3.4
/// @param extended service-class specific negotiation, kept as bytes; this module asks for none
public record UserInformation(
        long maxPduBytes,
        String implementationClassUid,
        Optional<String> implementationVersionName,
        Optional<AsyncWindow> asyncWindow,
        List<RoleSelection> roles,
        List<ExtendedNegotiation> extended,
        Optional<UserIdentity> identity) {
    public UserInformation {
        roles = List.copyOf(roles);
        extended = List.copyOf(extended);
    }

    public UserInformation(
            long maxPduBytes,
            String implementationClassUid,
            String implementationVersionName,
            Optional<AsyncWindow> asyncWindow) {
        this(
                maxPduBytes,
                implementationClassUid,
                Optional.of(implementationVersionName),
                asyncWindow,
                List.of(),
                List.of(),
                Optional.empty());
    }

    /// How many operations may be outstanding at once, seen from the requestor; 0 means any number
    /// (PS3.7 D.3.3.3). Without this item both are 1.
    public record AsyncWindow(int invoked, int performed) {}

    public record RoleSelection(String sopClassUid, boolean scu, boolean scp) {}

    public record ExtendedNegotiation(String sopClassUid, ByteBuffer information) {
        @Override
        public String toString() {
            return "ExtendedNegotiation[%s, %d bytes]"
                    .formatted(sopClassUid, information.remaining());
        }
    }

    /// PS3.7 D.3.3.7. Holds secrets: they are read, kept for who asks, and never printed.
    public record UserIdentity(
            int type, boolean responseRequested, ByteBuffer primary, ByteBuffer secondary) {
        @Override
        public String toString() {
            return "UserIdentity[type " + type + "]";
        }
    }
}
