// SPDX-License-Identifier: Apache-2.0
package io.radfm.wire.pdu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.radfm.wire.AeTitle;
import io.radfm.wire.pdu.UserInformation.AsyncWindow;
import io.radfm.wire.pdu.UserInformation.ExtendedNegotiation;
import io.radfm.wire.pdu.UserInformation.RoleSelection;
import io.radfm.wire.pdu.UserInformation.UserIdentity;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.arbitraries.ListArbitrary;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Record → bytes → record, for PDUs nobody thought of; and bytes nobody sends on purpose.
class PduRoundTripTest {
    @Property
    void everyPduIsReadAsItWasWritten(@ForAll("pdus") Pdu pdu) throws Exception {
        assertEquals(pdu, Bytes.read(Bytes.write(pdu)));
    }

    /// Either refused with an offset inside, or a PDU that is written as it will be read again.
    @Property(tries = 2000)
    void arbitraryBodiesAreAPduOrMalformed(@ForAll PduType type, @ForAll byte[] body)
            throws Exception {
        Pdu pdu;
        try {
            pdu = PduReader.read(type, ByteBuffer.wrap(body));
        } catch (MalformedPdu e) {
            assertTrue(e.offset() >= 0 && e.offset() <= body.length + PduHeader.BYTES, "offset");
            return;
        }
        var written = Bytes.write(pdu);
        assertArrayEquals(written, Bytes.write(Bytes.read(written)));
    }

    /// One byte changed in a good PDU is never worse than refused.
    @Property(tries = 2000)
    void aFlippedByteIsAPduOrMalformed(
            @ForAll("pdus") Pdu pdu, @ForAll int where, @ForAll byte with) throws Exception {
        var bytes = Bytes.write(pdu);
        bytes[PduHeader.BYTES + Math.floorMod(where, bytes.length - PduHeader.BYTES)] = with;
        try {
            Bytes.read(bytes);
        } catch (MalformedPdu e) {
            assertTrue(e.offset() <= bytes.length, "offset");
        }
    }

    /// Cut off anywhere, with a header that owns up to it: refused where bytes are missing, or a
    /// shorter PDU of the same type.
    @Property(tries = 50)
    void everyPrefixIsAShorterPduOrMalformed(@ForAll("pdus") Pdu pdu) throws Exception {
        var whole = Bytes.write(pdu);
        for (int length = PduHeader.BYTES; length < whole.length; length++) {
            var prefix = ByteBuffer.wrap(Arrays.copyOf(whole, length));
            prefix.putInt(2, length - PduHeader.BYTES);
            try {
                assertEquals(pdu.getClass(), Bytes.read(prefix.array()).getClass());
            } catch (MalformedPdu e) {
                assertTrue(e.offset() <= length, "offset");
            }
        }
    }

    @Provide
    Arbitrary<Pdu> pdus() {
        return Arbitraries.oneOf(
                requests(),
                accepts(),
                Combinators.combine(
                                Arbitraries.of(true, false), Arbitraries.of(RejectReason.values()))
                        .as(Pdu.AssociateReject::new),
                values().list().ofMinSize(1).ofMaxSize(5).map(Pdu.DataTransfer::new),
                Arbitraries.of(new Pdu.ReleaseRequest(), new Pdu.ReleaseResponse()),
                Arbitraries.of(AbortReason.values()).map(Pdu.Abort::new));
    }

    private Arbitrary<Pdu> requests() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 0xFFFF),
                        titles(),
                        titles(),
                        uids(),
                        Combinators.combine(uids(), uids().list().ofMaxSize(4))
                                .as((a, t) -> new ProposedContext(1, a, t))
                                .list()
                                .ofMaxSize(128)
                                .map(PduRoundTripTest::numbered),
                        users())
                .as(Pdu.AssociateRequest::new);
    }

    private static List<ProposedContext> numbered(List<ProposedContext> contexts) {
        var numbered = new ArrayList<ProposedContext>();
        for (var context : contexts) {
            numbered.add(
                    new ProposedContext(
                            2 * numbered.size() + 1,
                            context.abstractSyntax(),
                            context.transferSyntaxes()));
        }
        return numbered;
    }

    private Arbitrary<Pdu> accepts() {
        ListArbitrary<AnsweredContext> contexts =
                Combinators.combine(
                                Arbitraries.integers().between(0, 127).map(i -> 2 * i + 1),
                                Arbitraries.of(AnsweredContext.Result.values()),
                                uids())
                        .as(
                                (id, result, syntax) ->
                                        new AnsweredContext(
                                                id,
                                                result,
                                                result == AnsweredContext.Result.ACCEPTANCE
                                                        ? syntax
                                                        : ""))
                        .list()
                        .uniqueElements(AnsweredContext::id)
                        .ofMaxSize(20);
        return Combinators.combine(titles(), titles(), uids(), contexts, users())
                .as(Pdu.AssociateAccept::new);
    }

    private Arbitrary<UserInformation> users() {
        return Combinators.combine(
                        Arbitraries.longs().between(0, 0xFFFFFFFFL),
                        uids(),
                        Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(16).optional(),
                        Combinators.combine(u16(), u16()).as(AsyncWindow::new).optional(),
                        Combinators.combine(uids(), booleans(), booleans())
                                .as(RoleSelection::new)
                                .list()
                                .ofMaxSize(5),
                        Combinators.combine(uids(), buffers())
                                .as(ExtendedNegotiation::new)
                                .list()
                                .ofMaxSize(3),
                        Combinators.combine(
                                        Arbitraries.integers().between(1, 5),
                                        booleans(),
                                        buffers(),
                                        buffers())
                                .as(UserIdentity::new)
                                .optional())
                .as(UserInformation::new);
    }

    private Arbitrary<DataValue> values() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 255), booleans(), booleans(), buffers())
                .as(DataValue::new);
    }

    private static Arbitrary<Integer> u16() {
        return Arbitraries.integers().between(0, 0xFFFF);
    }

    private static Arbitrary<Boolean> booleans() {
        return Arbitraries.of(true, false);
    }

    private static Arbitrary<ByteBuffer> buffers() {
        return Arbitraries.bytes().array(byte[].class).ofMaxSize(300).map(ByteBuffer::wrap);
    }

    private static Arbitrary<AeTitle> titles() {
        return Arbitraries.strings().withCharRange(' ', '[').ofMaxLength(16).map(AeTitle::new);
    }

    private static Arbitrary<String> uids() {
        return Arbitraries.strings().numeric().withChars('.').ofMinLength(1).ofMaxLength(64);
    }
}
