// SPDX-License-Identifier: Apache-2.0
package io.radfm.wire.dimse;

import static io.radfm.wire.dimse.CommandElements.*;

import io.radfm.dicom.SopClass;
import io.radfm.wire.dimse.Command.MoveOriginator;
import io.radfm.wire.pdu.MalformedPdu;

import java.nio.ByteBuffer;
import java.util.Optional;

/// Command sets as bytes and back (PS3.7 §9.3 for the elements of each, Annex E for the fields).
final class CommandCodec {
    private static final int C_STORE_RQ = 0x0001;
    private static final int C_STORE_RSP = 0x8001;
    private static final int C_ECHO_RQ = 0x0030;
    private static final int C_ECHO_RSP = 0x8030;
    private static final int C_CANCEL_RQ = 0x0FFF;
    private static final int HAS_DATA_SET = 0x0001;

    /// @param hasDataSet whether fragments of a data set follow
    record Received(Command command, boolean hasDataSet) {}

    private CommandCodec() {}

    static Received read(ByteBuffer bytes) throws MalformedPdu {
        var in = CommandElements.read(bytes);
        int field = in.u16(COMMAND_FIELD);
        boolean hasDataSet = in.u16(DATA_SET_TYPE) != NO_DATA_SET;
        if (field == C_STORE_RQ && !hasDataSet) {
            throw malformed(0, "C-STORE-RQ without a data set");
        }
        var command =
                switch (field) {
                    case C_STORE_RQ -> storeRq(in);
                    case C_STORE_RSP ->
                            new Command.StoreRsp(
                                    in.u16(MESSAGE_ID_BEING_RESPONDED_TO),
                                    in.text(AFFECTED_SOP_CLASS_UID),
                                    in.text(AFFECTED_SOP_INSTANCE_UID),
                                    status(in));
                    case C_ECHO_RQ -> new Command.EchoRq(in.u16(MESSAGE_ID));
                    case C_ECHO_RSP ->
                            new Command.EchoRsp(in.u16(MESSAGE_ID_BEING_RESPONDED_TO), status(in));
                    case C_CANCEL_RQ -> new Command.CancelRq(in.u16(MESSAGE_ID_BEING_RESPONDED_TO));
                    default -> other(field, in);
                };
        return new Received(command, hasDataSet);
    }

    private static Command storeRq(CommandElements in) throws MalformedPdu {
        var originator =
                in.has(MOVE_ORIGINATOR_AE_TITLE)
                        ? Optional.of(
                                new MoveOriginator(
                                        in.text(MOVE_ORIGINATOR_AE_TITLE),
                                        in.u16(MOVE_ORIGINATOR_MESSAGE_ID, 0)))
                        : Optional.<MoveOriginator>empty();
        return new Command.StoreRq(
                in.u16(MESSAGE_ID),
                in.text(AFFECTED_SOP_CLASS_UID),
                in.text(AFFECTED_SOP_INSTANCE_UID),
                in.u16(PRIORITY, Command.MEDIUM_PRIORITY),
                originator);
    }

    private static Command other(int field, CommandElements in) throws MalformedPdu {
        boolean response = (field & Command.Other.RESPONSE) != 0;
        var affected = in.text(AFFECTED_SOP_CLASS_UID);
        return new Command.Other(
                field,
                in.u16(response ? MESSAGE_ID_BEING_RESPONDED_TO : MESSAGE_ID),
                affected.isEmpty() ? in.text(REQUESTED_SOP_CLASS_UID) : affected,
                response ? Optional.of(status(in)) : Optional.empty());
    }

    private static DimseStatus status(CommandElements in) throws MalformedPdu {
        var comment = in.text(ERROR_COMMENT);
        return new DimseStatus(
                in.u16(STATUS), comment.isEmpty() ? Optional.empty() : Optional.of(comment));
    }

    static ByteBuffer write(Command command) {
        var out = new CommandElements();
        switch (command) {
            case Command.EchoRq(int id) ->
                    request(out, C_ECHO_RQ, id, SopClass.VERIFICATION)
                            .put(DATA_SET_TYPE, NO_DATA_SET);
            case Command.EchoRsp(int id, DimseStatus status) ->
                    response(out, C_ECHO_RSP, id, SopClass.VERIFICATION, status);
            case Command.StoreRq rq -> {
                request(out, C_STORE_RQ, rq.messageId(), rq.sopClassUid())
                        .put(DATA_SET_TYPE, HAS_DATA_SET)
                        .put(PRIORITY, rq.priority())
                        .putUid(AFFECTED_SOP_INSTANCE_UID, rq.sopInstanceUid());
                rq.moveOriginator()
                        .ifPresent(
                                by ->
                                        out.putText(MOVE_ORIGINATOR_AE_TITLE, by.aeTitle())
                                                .put(MOVE_ORIGINATOR_MESSAGE_ID, by.messageId()));
            }
            case Command.StoreRsp rsp ->
                    response(out, C_STORE_RSP, rsp.messageId(), rsp.sopClassUid(), rsp.status())
                            .putUid(AFFECTED_SOP_INSTANCE_UID, rsp.sopInstanceUid());
            case Command.CancelRq(int id) ->
                    out.put(COMMAND_FIELD, C_CANCEL_RQ)
                            .put(MESSAGE_ID_BEING_RESPONDED_TO, id)
                            .put(DATA_SET_TYPE, NO_DATA_SET);
            case Command.Other other when other.isResponse() ->
                    response(
                            out,
                            other.field(),
                            other.messageId(),
                            other.sopClassUid(),
                            other.status().orElseThrow());
            case Command.Other other ->
                    request(out, other.field(), other.messageId(), other.sopClassUid())
                            .put(DATA_SET_TYPE, NO_DATA_SET);
        }
        return out.write();
    }

    private static CommandElements request(
            CommandElements out, int field, int id, String sopClass) {
        return out.putUid(AFFECTED_SOP_CLASS_UID, sopClass)
                .put(COMMAND_FIELD, field)
                .put(MESSAGE_ID, id);
    }

    private static CommandElements response(
            CommandElements out, int field, int id, String sopClass, DimseStatus status) {
        status.comment().ifPresent(words -> out.putText(ERROR_COMMENT, words));
        return out.putUid(AFFECTED_SOP_CLASS_UID, sopClass)
                .put(COMMAND_FIELD, field)
                .put(MESSAGE_ID_BEING_RESPONDED_TO, id)
                .put(DATA_SET_TYPE, NO_DATA_SET)
                .put(STATUS, status.code());
    }
}
