// SPDX-License-Identifier: Apache-2.0
package io.radfm.wire.pdu;

import io.radfm.wire.pdu.UserInformation.AsyncWindow;
import io.radfm.wire.pdu.UserInformation.ExtendedNegotiation;
import io.radfm.wire.pdu.UserInformation.RoleSelection;
import io.radfm.wire.pdu.UserInformation.UserIdentity;

import java.util.ArrayList;
import java.util.Optional;

/// Reads the user information item (PS3.7 Annex D.3.3):
///
/// ```
///  51 maximum length      52 implementation class UID     53 asynchronous operations window
///  54 role selection      55 implementation version name  56 SOP class extended negotiation
///  57 SOP class common extended negotiation (skipped)     58 59 user identity, request / answer
/// ```
///
/// Unknown items are skipped. Peers that leave out 51 or 52, which are required, are taken as
/// having no limit and no name.
final class UserInformationReader {
    private UserInformationReader() {}

    static UserInformation read(Cursor in) throws MalformedPdu {
        long maxPduBytes = 0;
        String implementation = "";
        Optional<String> version = Optional.empty();
        Optional<AsyncWindow> window = Optional.empty();
        Optional<UserIdentity> identity = Optional.empty();
        var roles = new ArrayList<RoleSelection>();
        var extended = new ArrayList<ExtendedNegotiation>();
        for (int count = 0; in.hasRemaining(); count++) {
            if (count == PduLimits.MAX_USER_ITEMS) {
                throw in.invalid(in.offset(), "more than " + count + " user information items");
            }
            int type = in.u8("user item type");
            in.skip(1, "reserved");
            int length = in.u16("user item length");
            var item = in.part(length, "user item 0x%02X".formatted(type));
            switch (type) {
                case 0x51 -> maxPduBytes = item.u32("maximum length");
                case 0x52 -> implementation = item.uid(length, "implementation class UID");
                case 0x53 ->
                        window =
                                Optional.of(
                                        new AsyncWindow(
                                                item.u16("operations invoked"),
                                                item.u16("operations performed")));
                case 0x54 -> roles.add(role(item));
                case 0x55 -> version = Optional.of(item.text(length, "version name").strip());
                case 0x56 -> extended.add(extended(item));
                case 0x58 -> identity = Optional.of(identity(item));
                default -> item.skip(length, "unknown item");
            }
        }
        return new UserInformation(
                maxPduBytes, implementation, version, window, roles, extended, identity);
    }

    private static RoleSelection role(Cursor in) throws MalformedPdu {
        var uid = in.uid(in.u16("UID length"), "SOP class of role selection");
        return new RoleSelection(uid, in.u8("SCU role") == 1, in.u8("SCP role") == 1);
    }

    private static ExtendedNegotiation extended(Cursor in) throws MalformedPdu {
        var uid = in.uid(in.u16("UID length"), "SOP class of extended negotiation");
        return new ExtendedNegotiation(uid, in.copy(in.remaining(), "application information"));
    }

    private static UserIdentity identity(Cursor in) throws MalformedPdu {
        int type = in.u8("user identity type");
        boolean answer = in.u8("positive response requested") == 1;
        var primary = in.copy(in.u16("primary field length"), "primary field");
        return new UserIdentity(
                type, answer, primary, in.copy(in.u16("secondary length"), "secondary field"));
    }
}
