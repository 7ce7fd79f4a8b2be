// SPDX-License-Identifier: Apache-2.0
package io.radfm.wire.dimse;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.radfm.wire.pdu.Bytes;
import io.radfm.wire.pdu.MalformedPdu;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.util.Optional;

/// Command sets as bytes (PS3.7 §9.3).
class CommandCodecTest {
    private static final String STORE_RQ =
            """
            0000 0000 04000000 48000000             # group length: 72
            0000 0200 06000000 '1.2.3' 00           # Affected SOP Class UID
            0000 0001 02000000 0100                 # Command Field: C-STORE-RQ
            0000 1001 02000000 0700                 # Message ID: 7
            0000 0007 02000000 0000                 # Priority: medium
            0000 0008 02000000 0100                 # Command Data Set Type: there is one
            0000 0010 06000000 '1.2.34'             # Affected SOP Instance UID
            """;

    @Test
    void aStoreRequestIsWrittenAsTheStandardSays() throws Exception {
        var request = new Command.StoreRq(7, "1.2.3", "1.2.34");
        var golden = Bytes.of(STORE_RQ);
        golden[8] = (byte) (golden.length - 12);
        assertArrayEquals(golden, Bytes.join(CommandCodec.write(request)));
        assertEquals(
                new CommandCodec.Received(request, true),
                CommandCodec.read(ByteBuffer.wrap(golden)));
    }

    @Test
    void everyPrefixIsRefused() {
        var whole = Bytes.of(STORE_RQ);
        int withoutInstance = whole.length - 14; // what is missing then is answered with a status
        for (int length = 0; length < whole.length; length++) {
            var prefix = ByteBuffer.wrap(whole, 0, length);
            if (length != withoutInstance) {
                assertThrows(
                        MalformedPdu.class, () -> CommandCodec.read(prefix), "prefix of " + length);
            }
        }
    }

    @Test
    void uidsThatAreNoneAreKeptForAStatus() throws Exception {
        var command = Bytes.of(STORE_RQ.replace("06000000 '1.2.34' ", "08000000 'patient1' "));
        var read = (Command.StoreRq) CommandCodec.read(ByteBuffer.wrap(command)).command();
        assertEquals("patient1", read.sopInstanceUid());
    }

    @Test
    void aStoreRequestWithoutADataSetIsRefused() {
        var command =
                Bytes.of(
                        STORE_RQ.replace(
                                "02000000 0100                 # Command Data",
                                "02000000 0101                 # Command Data"));
        assertThrows(MalformedPdu.class, () -> CommandCodec.read(ByteBuffer.wrap(command)));
    }

    @Test
    void aValueLongerThanTheCommandIsRefusedWhereItStands() {
        var command = Bytes.of(STORE_RQ.replace("06000000 '1.2.34'", "FFFFFF7F '1.2.34'"));
        var refused =
                assertThrows(MalformedPdu.class, () -> CommandCodec.read(ByteBuffer.wrap(command)));
        assertEquals(command.length - 14, refused.offset());
    }

    @Property
    void everyCommandIsReadAsItWasWritten(@ForAll("commands") Command command) throws Exception {
        assertEquals(command, CommandCodec.read(CommandCodec.write(command)).command());
    }

    @Property
    void arbitraryBytesAreACommandOrMalformed(@ForAll byte[] bytes) {
        try {
            CommandCodec.read(ByteBuffer.wrap(bytes));
        } catch (MalformedPdu e) {
            assertTrue(e.offset() <= bytes.length, "offset");
        }
    }

    @Provide
    Arbitrary<Command> commands() {
        var ids = Arbitraries.integers().between(0, 0xFFFF);
        var uids = Arbitraries.strings().numeric().withChars('.').ofMaxLength(64);
        var statuses =
                Combinators.combine(
                                ids,
                                Arbitraries.strings()
                                        .alpha()
                                        .ofMinLength(1)
                                        .ofMaxLength(80)
                                        .optional())
                        .as(DimseStatus::new);
        var originators =
                Combinators.combine(Arbitraries.strings().alpha().ofMaxLength(16), ids)
                        .as(Command.MoveOriginator::new);
        return Arbitraries.oneOf(
                ids.map(Command.EchoRq::new),
                ids.map(Command.CancelRq::new),
                Combinators.combine(ids, statuses).as(Command.EchoRsp::new),
                Combinators.combine(ids, uids, uids, ids, originators.optional())
                        .as(Command.StoreRq::new),
                Combinators.combine(ids, uids, uids, statuses).as(Command.StoreRsp::new),
                Combinators.combine(ids, uids)
                        .as((id, uid) -> new Command.Other(0x0130, id, uid, Optional.empty())),
                Combinators.combine(ids, uids, statuses)
                        .as((id, uid, s) -> new Command.Other(0x8130, id, uid, Optional.of(s))));
    }
}
