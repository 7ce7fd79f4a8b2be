// SPDX-License-Identifier: Apache-2.0
package io.radfm.wire.pdu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.radfm.wire.AeTitle;
import io.radfm.wire.pdu.UserInformation.AsyncWindow;
import io.radfm.wire.pdu.UserInformation.ExtendedNegotiation;
import io.radfm.wire.pdu.UserInformation.RoleSelection;
import io.radfm.wire.pdu.UserInformation.UserIdentity;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// PDUs as bytes with their meaning beside them (PS3.8 §9.3).
class GoldenPduTest {
    private static final String TITLES =
            """
            'RADFM           '   # called AE title
            'CT1             '   # calling AE title
            0000000000000000 0000000000000000 0000000000000000 0000000000000000
            10 00 0015 '1.2.840.10008.3.1.1.1'   # application context
            """;

    private static final String REQUEST =
            """
            01 00 000000FF       # A-ASSOCIATE-RQ, 255 bytes follow
            0001 0000            # protocol version 1
            """
                    + TITLES
                    + """
                    20 00 002E           # presentation context
                      01 00 00 00        #   ID 1
                      30 00 0011 '1.2.840.10008.1.1'   # abstract syntax: Verification
                      40 00 0011 '1.2.840.10008.1.2'   # transfer syntax: implicit VR little endian
                    50 00 0068           # user information
                      51 00 0004 00004000              # maximum length 16384
                      52 00 0003 '1.2'                 # implementation class UID
                      53 00 0004 0005 0000             # invokes 5, performs any number
                      54 00 0007 0003 '1.9' 01 00      # role selection: SCU
                      55 00 0004 'V1.0'                # implementation version name
                      56 00 0008 0003 '1.9' 010203     # extended negotiation
                      58 00 000E 02 01 0004 'anna' 0004 'pass'   # user identity: name and passcode
                      59 00 0004 0002 'xy'             # not for a request: skipped
                      7F 00 0006 'future'              # unknown: skipped
                    """;

    private static final UserInformation EVERYTHING =
            new UserInformation(
                    16384,
                    "1.2",
                    Optional.of("V1.0"),
                    Optional.of(new AsyncWindow(5, 0)),
                    List.of(new RoleSelection("1.9", true, false)),
                    List.of(new ExtendedNegotiation("1.9", ByteBuffer.wrap(new byte[] {1, 2, 3}))),
                    Optional.of(
                            new UserIdentity(
                                    2,
                                    true,
                                    ByteBuffer.wrap("anna".getBytes()),
                                    ByteBuffer.wrap("pass".getBytes()))));

    @Test
    void anAssociateRequestWithEveryUserItemIsRead() throws Exception {
        var expected =
                new Pdu.AssociateRequest(
                        AeTitle.of("RADFM"),
                        AeTitle.of("CT1"),
                        List.of(
                                new ProposedContext(
                                        1, "1.2.840.10008.1.1", List.of("1.2.840.10008.1.2"))),
                        EVERYTHING);
        assertEquals(expected, Bytes.read(whole(REQUEST)));
    }

    @Test
    void anAcceptMayLeaveTheTransferSyntaxOfARefusedContextOut() throws Exception {
        var accept =
                whole(
                        """
                        02 00 00000000       # A-ASSOCIATE-AC
                        0001 0000
                        """
                                + TITLES
                                + """
                                21 00 0019           # presentation context 1: accepted
                                  01 00 00 00 40 00 0011 '1.2.840.10008.1.2'
                                21 00 0004           # presentation context 3: abstract syntax not supported
                                  03 00 03 00
                                50 00 0008 51 00 0004 00000000   # any length
                                """);
        var expected =
                new Pdu.AssociateAccept(
                        AeTitle.of("RADFM"),
                        AeTitle.of("CT1"),
                        Pdu.DICOM_APPLICATION_CONTEXT,
                        List.of(
                                new AnsweredContext(
                                        1, AnsweredContext.Result.ACCEPTANCE, "1.2.840.10008.1.2"),
                                new AnsweredContext(
                                        3,
                                        AnsweredContext.Result.ABSTRACT_SYNTAX_NOT_SUPPORTED,
                                        "")),
                        new UserInformation(
                                0,
                                "",
                                Optional.empty(),
                                Optional.empty(),
                                List.of(),
                                List.of(),
                                Optional.empty()));
        assertEquals(expected, Bytes.read(accept));
    }

    record Golden(String name, Pdu pdu, String bytes) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Golden> bothWays() {
        var command = ByteBuffer.wrap(new byte[] {0x0A, 0x0B});
        var data = ByteBuffer.wrap(new byte[] {0x0C});
        return Stream.of(
                new Golden(
                        "transient rejection: local limit exceeded",
                        new Pdu.AssociateReject(true, RejectReason.LOCAL_LIMIT_EXCEEDED),
                        "03 00 00000004  00 02 03 02"),
                new Golden(
                        "permanent rejection: called AE title not recognized",
                        new Pdu.AssociateReject(false, RejectReason.CALLED_AE_TITLE_NOT_RECOGNIZED),
                        "03 00 00000004  00 01 01 07"),
                new Golden(
                        "a command and a data fragment in one PDU",
                        new Pdu.DataTransfer(
                                List.of(
                                        new DataValue(1, true, true, command),
                                        new DataValue(3, false, false, data))),
                        """
                        04 00 0000000F
                        00000004 01 03 0A0B   # context 1, command, last
                        00000003 03 00 0C     # context 3, data set, more to come
                        """),
                new Golden("release request", new Pdu.ReleaseRequest(), "05 00 00000004 00000000"),
                new Golden(
                        "release response", new Pdu.ReleaseResponse(), "06 00 00000004 00000000"),
                new Golden(
                        "abort by the user",
                        new Pdu.Abort(AbortReason.SERVICE_USER),
                        "07 00 00000004 0000 00 00"),
                new Golden(
                        "abort by the provider: unexpected PDU",
                        new Pdu.Abort(AbortReason.UNEXPECTED_PDU),
                        "07 00 00000004 0000 02 02"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bothWays")
    void isWrittenAndReadAsTheStandardSays(Golden golden) throws Exception {
        assertArrayEquals(Bytes.of(golden.bytes), Bytes.write(golden.pdu));
        assertEquals(golden.pdu, Bytes.read(Bytes.of(golden.bytes)));
    }

    @Test
    void anAbortIsNeverMalformed() throws Exception {
        var odd = Bytes.of("07 00 00000004 FFFF 01 55");
        assertEquals(new Pdu.Abort(AbortReason.SERVICE_USER), Bytes.read(odd));
    }

    record Bad(String name, String bytes, long offset, AbortReason answer) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Bad> malformed() {
        var invalid = AbortReason.INVALID_PDU_PARAMETER_VALUE;
        return Stream.of(
                new Bad("unknown type", "2A 00 00000004 00000000", 0, AbortReason.UNRECOGNIZED_PDU),
                new Bad("type 0", "00 00 00000004 00000000", 0, AbortReason.UNRECOGNIZED_PDU),
                new Bad("P-DATA of 4 GB", "04 00 FFFFFFFF", 2, invalid),
                new Bad("P-DATA without a value", "04 00 00000000", 2, invalid),
                new Bad("release of 5 bytes", "05 00 00000005 0000000000", 2, invalid),
                new Bad("value of length 1", "04 00 00000006 00000001 0103", 6, invalid),
                new Bad("value longer than its PDU", "04 00 00000006 00000003 0103", 6, invalid),
                new Bad("value of 2 GB", "04 00 00000006 80000000 0103", 6, invalid),
                new Bad("reject with result 9", "03 00 00000004 00 09 01 01", 7, invalid),
                new Bad("reject for no known reason", "03 00 00000004 00 01 01 09", 8, invalid));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("malformed")
    void isRefusedWithAnOffsetAndAnAnswer(Bad bad) {
        var refused = assertThrows(MalformedPdu.class, () -> Bytes.read(Bytes.of(bad.bytes)));
        assertEquals(bad.offset, refused.offset());
        assertEquals(bad.answer, refused.answer());
    }

    @Test
    void contextsWithAnEvenOrARepeatedIdAreRefused() {
        var even = whole(REQUEST.replace("  01 00 00 00 ", "  02 00 00 00 "));
        assertThrows(MalformedPdu.class, () -> Bytes.read(even));
        var context = REQUEST.substring(REQUEST.indexOf("20 00 002E"), REQUEST.indexOf("50 00"));
        var repeated = whole(REQUEST.replace("50 00 ", context + "50 00 "));
        assertThrows(MalformedPdu.class, () -> Bytes.read(repeated));
    }

    @Test
    void everyPrefixOfARequestIsRefused() throws Exception {
        var request = whole(REQUEST);
        Bytes.read(request);
        int first = PduHeader.BYTES + 68;
        for (int length = first; length < request.length; length++) {
            var prefix = java.util.Arrays.copyOf(request, length);
            ByteBuffer.wrap(prefix).putInt(2, length - PduHeader.BYTES);
            assertThrows(MalformedPdu.class, () -> Bytes.read(prefix), "prefix of " + length);
        }
    }

    @Test
    void secretsAreNotPrinted() throws Exception {
        var printed = Bytes.read(whole(REQUEST)).toString();
        assertEquals(-1, printed.indexOf("anna"), printed);
        assertEquals(-1, printed.indexOf("pass"), printed);
    }

    /// With the lengths of the PDU and of its user information put right.
    private static byte[] whole(String written) {
        var bytes = Bytes.of(written);
        ByteBuffer.wrap(bytes).putInt(2, bytes.length - PduHeader.BYTES);
        for (int at = PduHeader.BYTES + 68; at < bytes.length; ) {
            int length =
                    bytes[at] == 0x50
                            ? bytes.length - at - 4
                            : ByteBuffer.wrap(bytes).getShort(at + 2);
            ByteBuffer.wrap(bytes).putShort(at + 2, (short) length);
            at += 4 + length;
        }
        return bytes;
    }
}
