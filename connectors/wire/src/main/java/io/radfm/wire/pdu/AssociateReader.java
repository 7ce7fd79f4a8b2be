// SPDX-License-Identifier: Apache-2.0
package io.radfm.wire.pdu;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/// Reads A-ASSOCIATE-RQ and -AC, which share their layout (PS3.8 §9.3.2, §9.3.3):
///
/// ```
///  0  protocol version   2        68  items, each  type:1 reserved:1 length:2 …
///  2  reserved           2            10 application context     20 21 presentation context
///  4  called AE title   16               30 abstract syntax  40 transfer syntax
/// 20  calling AE title  16            50 user information, see UserInformationReader
/// 36  reserved          32
/// ```
///
/// Items of other types are skipped, as §9.3.1 asks. Refused: a context ID used twice or even, more
/// than 128 contexts.
final class AssociateReader {
    private AssociateReader() {}

    static Pdu.AssociateRequest request(Cursor in) throws MalformedPdu {
        int version = in.u16("protocol version");
        in.skip(2, "reserved");
        var called = in.aeTitle("called AE title");
        var calling = in.aeTitle("calling AE title");
        in.skip(32, "reserved");
        var contexts = new ArrayList<ProposedContext>();
        var items = items(in, contexts, AssociateReader::proposed, 0x20);
        return new Pdu.AssociateRequest(
                version, called, calling, items.applicationContext, contexts, items.user);
    }

    static Pdu.AssociateAccept accept(Cursor in) throws MalformedPdu {
        in.skip(4, "protocol version and reserved");
        // Reserved here: they shall be as in the request and shall not be tested (§9.3.3).
        var called = titleOrBlank(in);
        var calling = titleOrBlank(in);
        in.skip(32, "reserved");
        var contexts = new ArrayList<AnsweredContext>();
        var items = items(in, contexts, AssociateReader::answered, 0x21);
        return new Pdu.AssociateAccept(
                called, calling, items.applicationContext, contexts, items.user);
    }

    private record Items(String applicationContext, UserInformation user) {}

    @FunctionalInterface
    private interface ContextReader<C> {
        C read(int id, Cursor in) throws MalformedPdu;
    }

    private static <C> Items items(
            Cursor in, List<C> contexts, ContextReader<C> reader, int contextType)
            throws MalformedPdu {
        String applicationContext = null;
        UserInformation user = null;
        var ids = new HashSet<Integer>();
        while (in.hasRemaining()) {
            int at = in.offset();
            int type = in.u8("item type");
            in.skip(1, "reserved");
            int length = in.u16("item length");
            var item = in.part(length, "item 0x%02X".formatted(type));
            if (type == 0x10) {
                applicationContext = item.uid(length, "application context name");
            } else if (type == contextType) {
                int id = item.u8("presentation context ID");
                if (id % 2 == 0 || !ids.add(id)) {
                    throw in.invalid(at, "presentation context ID " + id);
                }
                contexts.add(reader.read(id, item));
            } else if (type == 0x50) {
                user = UserInformationReader.read(item);
            }
        }
        if (applicationContext == null || user == null) {
            throw in.invalid(
                    in.offset(), "no application context, or no user information, in A-ASSOCIATE");
        }
        return new Items(applicationContext, user);
    }

    private static ProposedContext proposed(int id, Cursor in) throws MalformedPdu {
        in.skip(3, "reserved");
        String abstractSyntax = "";
        var transferSyntaxes = new ArrayList<String>();
        while (in.hasRemaining()) {
            int at = in.offset();
            int type = in.u8("sub-item type");
            in.skip(1, "reserved");
            int length = in.u16("sub-item length");
            var item = in.part(length, "sub-item 0x%02X".formatted(type));
            if (type == 0x30) {
                abstractSyntax = item.uid(length, "abstract syntax");
            } else if (type == 0x40) {
                if (transferSyntaxes.size() == PduLimits.MAX_TRANSFER_SYNTAXES) {
                    throw in.invalid(at, "too many transfer syntaxes in one context");
                }
                transferSyntaxes.add(item.uid(length, "transfer syntax"));
            }
        }
        return new ProposedContext(id, abstractSyntax, transferSyntaxes);
    }

    /// A rejected context may come without a transfer syntax.
    private static AnsweredContext answered(int id, Cursor in) throws MalformedPdu {
        in.skip(1, "reserved");
        int at = in.offset();
        int code = in.u8("result");
        in.skip(1, "reserved");
        if (code >= AnsweredContext.Result.values().length) {
            throw in.invalid(at, "presentation context result " + code);
        }
        var result = AnsweredContext.Result.values()[code];
        String transferSyntax = "";
        while (in.hasRemaining()) {
            int type = in.u8("sub-item type");
            in.skip(1, "reserved");
            int length = in.u16("sub-item length");
            var item = in.part(length, "sub-item 0x%02X".formatted(type));
            if (type == 0x40 && result == AnsweredContext.Result.ACCEPTANCE) {
                transferSyntax = item.uid(length, "transfer syntax");
            }
        }
        if (result == AnsweredContext.Result.ACCEPTANCE && transferSyntax.isEmpty()) {
            throw in.invalid(at, "accepted presentation context without a transfer syntax");
        }
        return new AnsweredContext(id, result, transferSyntax);
    }

    private static io.radfm.wire.AeTitle titleOrBlank(Cursor in) throws MalformedPdu {
        var text = in.text(io.radfm.wire.AeTitle.MAX_LENGTH, "AE title");
        var printable = text.chars().allMatch(c -> c >= ' ' && c <= '~' && c != '\\');
        return new io.radfm.wire.AeTitle(printable ? text : "");
    }
}
