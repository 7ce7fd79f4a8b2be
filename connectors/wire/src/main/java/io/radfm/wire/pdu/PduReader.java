// SPDX-License-Identifier: Apache-2.0
package io.radfm.wire.pdu;

import java.nio.ByteBuffer;
import java.util.ArrayList;

/// Bytes of a whole PDU, header apart, become a record (PS3.8 §9.3). Every length is checked
/// against what encloses it, every count against [PduLimits].
public final class PduReader {
    private PduReader() {}

    /// @param body exactly the bytes after the header; data values of the result are views into it
    public static Pdu read(PduType type, ByteBuffer body) throws MalformedPdu {
        var in = new Cursor(body, PduHeader.BYTES);
        return switch (type) {
            case ASSOCIATE_RQ -> AssociateReader.request(in);
            case ASSOCIATE_AC -> AssociateReader.accept(in);
            case ASSOCIATE_RJ -> reject(in);
            case DATA_TF -> dataTransfer(in);
            case RELEASE_RQ -> new Pdu.ReleaseRequest();
            case RELEASE_RP -> new Pdu.ReleaseResponse();
            case ABORT -> abort(in);
        };
    }

    /// `reserved:1 result:1 source:1 reason:1` (§9.3.4).
    private static Pdu reject(Cursor in) throws MalformedPdu {
        in.skip(1, "reserved");
        int result = in.u8("result");
        int source = in.u8("source");
        int reason = in.u8("reason");
        if (result != 1 && result != 2) {
            throw in.invalid(7, "A-ASSOCIATE-RJ with result " + result);
        }
        var known =
                RejectReason.of(source, reason)
                        .orElseThrow(
                                () ->
                                        in.invalid(
                                                8,
                                                "A-ASSOCIATE-RJ with source %d and reason %d"
                                                        .formatted(source, reason)));
        return new Pdu.AssociateReject(result == 2, known);
    }

    /// One or more data values, each `length:4 context:1 control:1 bytes` (§9.3.5, Annex E).
    private static Pdu dataTransfer(Cursor in) throws MalformedPdu {
        var values = new ArrayList<DataValue>(2);
        do {
            int at = in.offset();
            long length = in.u32("data value length");
            if (length < 2 || length > in.remaining()) {
                throw in.invalid(at, "data value of length " + length);
            }
            if (values.size() == PduLimits.MAX_DATA_VALUES) {
                throw in.invalid(at, "more than " + values.size() + " data values in one PDU");
            }
            int context = in.u8("presentation context ID");
            int control = in.u8("message control header");
            values.add(
                    new DataValue(
                            context,
                            (control & 1) != 0,
                            (control & 2) != 0,
                            in.view(length - 2, "data value")));
        } while (in.hasRemaining());
        return new Pdu.DataTransfer(values);
    }

    /// `reserved:2 source:1 reason:1` (§9.3.8).
    private static Pdu abort(Cursor in) throws MalformedPdu {
        in.skip(2, "reserved");
        return new Pdu.Abort(AbortReason.of(in.u8("source"), in.u8("reason")));
    }
}
