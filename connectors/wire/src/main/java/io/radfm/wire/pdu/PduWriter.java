// SPDX-License-Identifier: Apache-2.0
package io.radfm.wire.pdu;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// A PDU becomes bytes, ready for one gathering write; the bytes of data values are not copied.
public final class PduWriter {
    private PduWriter() {}

    public static ByteBuffer[] write(Pdu pdu) {
        return switch (pdu) {
            case Pdu.AssociateRequest rq -> whole(PduType.ASSOCIATE_RQ, request(rq));
            case Pdu.AssociateAccept ac -> whole(PduType.ASSOCIATE_AC, accept(ac));
            case Pdu.AssociateReject rj ->
                    whole(
                            PduType.ASSOCIATE_RJ,
                            bytes(
                                    0,
                                    rj.isTransient() ? 2 : 1,
                                    rj.reason().source,
                                    rj.reason().reason));
            case Pdu.DataTransfer data -> dataTransfer(data);
            case Pdu.ReleaseRequest _ -> whole(PduType.RELEASE_RQ, bytes(0, 0, 0, 0));
            case Pdu.ReleaseResponse _ -> whole(PduType.RELEASE_RP, bytes(0, 0, 0, 0));
            case Pdu.Abort abort ->
                    whole(PduType.ABORT, bytes(0, 0, abort.reason().source, abort.reason().reason));
        };
    }

    private static ByteBuffer[] dataTransfer(Pdu.DataTransfer data) {
        int length = 0;
        for (var value : data.values()) {
            length += DataValue.OVERHEAD + value.bytes().remaining();
        }
        var out = new ByteBuffer[data.values().size() * 2];
        for (int i = 0; i < data.values().size(); i++) {
            var value = data.values().get(i);
            var header = ByteBuffer.allocate(PduHeader.BYTES + DataValue.OVERHEAD);
            if (i == 0) {
                header.put((byte) PduType.DATA_TF.code).put((byte) 0).putInt(length);
            }
            header.putInt(value.bytes().remaining() + 2)
                    .put((byte) value.contextId())
                    .put((byte) ((value.command() ? 1 : 0) | (value.last() ? 2 : 0)));
            out[2 * i] = header.flip();
            out[2 * i + 1] = value.bytes().duplicate();
        }
        return out;
    }

    private static byte[] request(Pdu.AssociateRequest rq) {
        var items = new ArrayList<byte[]>();
        items.add(bytes(rq.protocolVersion() >> 8, rq.protocolVersion(), 0, 0));
        items.add(title(rq.called()));
        items.add(title(rq.calling()));
        items.add(new byte[32]);
        items.add(item(0x10, uid(rq.applicationContext())));
        for (var context : rq.contexts()) {
            var abstractSyntax = item(0x30, uid(context.abstractSyntax()));
            var transferSyntaxes =
                    context.transferSyntaxes().stream().map(syntax -> item(0x40, uid(syntax)));
            items.add(
                    item(
                            0x20,
                            bytes(context.id(), 0, 0, 0),
                            abstractSyntax,
                            join(transferSyntaxes.toList())));
        }
        items.add(user(rq.user()));
        return join(items);
    }

    private static byte[] accept(Pdu.AssociateAccept ac) {
        var items = new ArrayList<byte[]>();
        items.add(bytes(0, 1, 0, 0));
        items.add(title(ac.called()));
        items.add(title(ac.calling()));
        items.add(new byte[32]);
        items.add(item(0x10, uid(ac.applicationContext())));
        for (var context : ac.contexts()) {
            items.add(
                    item(
                            0x21,
                            bytes(context.id(), 0, context.result().ordinal(), 0),
                            item(0x40, uid(context.transferSyntax()))));
        }
        items.add(user(ac.user()));
        return join(items);
    }

    private static byte[] user(UserInformation user) {
        var items = new ArrayList<byte[]>();
        items.add(item(0x51, ByteBuffer.allocate(4).putInt((int) user.maxPduBytes()).array()));
        items.add(item(0x52, uid(user.implementationClassUid())));
        user.asyncWindow()
                .ifPresent(w -> items.add(item(0x53, u16(w.invoked()), u16(w.performed()))));
        for (var role : user.roles()) {
            items.add(
                    item(
                            0x54,
                            sized(uid(role.sopClassUid())),
                            bytes(role.scu() ? 1 : 0, role.scp() ? 1 : 0)));
        }
        user.implementationVersionName()
                .ifPresent(name -> items.add(item(0x55, name.getBytes(ISO_8859_1))));
        for (var extended : user.extended()) {
            items.add(
                    item(0x56, sized(uid(extended.sopClassUid())), array(extended.information())));
        }
        user.identity()
                .ifPresent(
                        identity ->
                                items.add(
                                        item(
                                                0x58,
                                                bytes(
                                                        identity.type(),
                                                        identity.responseRequested() ? 1 : 0),
                                                sized(array(identity.primary())),
                                                sized(array(identity.secondary())))));
        return item(0x50, join(items));
    }

    private static ByteBuffer[] whole(PduType type, byte[] body) {
        return new ByteBuffer[] {
            ByteBuffer.allocate(PduHeader.BYTES + body.length)
                    .put((byte) type.code)
                    .put((byte) 0)
                    .putInt(body.length)
                    .put(body)
                    .flip()
        };
    }

    /// `type:1 reserved:1 length:2` and the parts.
    private static byte[] item(int type, byte[]... parts) {
        var body = join(List.of(parts));
        return join(List.of(bytes(type, 0), sized(body)));
    }

    private static byte[] sized(byte[] body) {
        if (body.length > 0xFFFF) {
            throw new IllegalArgumentException("an item of " + body.length + " bytes");
        }
        return join(List.of(u16(body.length), body));
    }

    private static byte[] title(io.radfm.wire.AeTitle title) {
        return "%-16s".formatted(title.value()).getBytes(ISO_8859_1);
    }

    private static byte[] uid(String uid) {
        return uid.getBytes(ISO_8859_1);
    }

    private static byte[] u16(int value) {
        return bytes(value >> 8, value);
    }

    private static byte[] bytes(int... values) {
        var bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    private static byte[] array(ByteBuffer bytes) {
        var array = new byte[bytes.remaining()];
        bytes.get(bytes.position(), array);
        return array;
    }

    private static byte[] join(List<byte[]> parts) {
        var joined =
                ByteBuffer.allocate(
                        Stream.of(parts).flatMap(List::stream).mapToInt(p -> p.length).sum());
        parts.forEach(joined::put);
        return joined.array();
    }
}
