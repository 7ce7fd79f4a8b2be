// SPDX-License-Identifier: Apache-2.0
package io.radfm.wire.scp;

import io.radfm.wire.AeTitle;
import io.radfm.wire.pdu.Bytes;
import io.radfm.wire.pdu.DataValue;
import io.radfm.wire.pdu.Pdu;
import io.radfm.wire.pdu.PduHeader;
import io.radfm.wire.pdu.PduLimits;
import io.radfm.wire.pdu.PduReader;
import io.radfm.wire.pdu.ProposedContext;
import io.radfm.wire.pdu.UserInformation;
import io.radfm.wire.pdu.UserInformation.AsyncWindow;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Says over a plain socket exactly what a test wants said, however wrong.
public final class ScriptedPeer implements AutoCloseable {
    public static final String CT = "1.2.840.10008.5.1.4.1.1.2";
    public static final String EXPLICIT = "1.2.840.10008.1.2.1";
    private static final int HANG_MILLIS = 30_000;

    private final Socket socket;

    public ScriptedPeer(InetSocketAddress to) throws IOException {
        socket = new Socket(to.getAddress(), to.getPort());
        socket.setSoTimeout(HANG_MILLIS);
    }

    /// Associated as CT1, CT in context 1 and Verification in context 3.
    public static ScriptedPeer associated(InetSocketAddress to, int window) throws IOException {
        var peer = new ScriptedPeer(to);
        peer.send(request("RADFM", window));
        if (!(peer.receive() instanceof Pdu.AssociateAccept)) {
            throw new IOException("not accepted");
        }
        return peer;
    }

    public static Pdu.AssociateRequest request(String called, int window) {
        return new Pdu.AssociateRequest(
                AeTitle.of(called),
                AeTitle.of("CT1"),
                List.of(
                        new ProposedContext(1, CT, List.of(EXPLICIT)),
                        new ProposedContext(3, "1.2.840.10008.1.1", List.of("1.2.840.10008.1.2"))),
                new UserInformation(
                        16384,
                        "1.2.3",
                        "SCRIPT",
                        window == 1
                                ? Optional.empty()
                                : Optional.of(new AsyncWindow(window, window))));
    }

    public ScriptedPeer send(Pdu pdu) throws IOException {
        return send(Bytes.write(pdu));
    }

    public ScriptedPeer send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        return this;
    }

    public ScriptedPeer sendAll(DataValue... values) throws IOException {
        return send(new Pdu.DataTransfer(List.of(values)));
    }

    /// A C-STORE-RQ for CT.
    public static DataValue store(int messageId, String instance) {
        var sopClass = CT.length() % 2 == 0 ? "'" + CT + "'" : "'" + CT + "' 00";
        var uid = instance.length() % 2 == 0 ? "'" + instance + "'" : "'" + instance + "' 00";
        return command(
                1,
                """
                0000 0200 %02x000000 %s
                0000 0001 02000000 0100
                0000 1001 02000000 %02x00
                0000 0008 02000000 0000
                0000 0010 %02x000000 %s
                """
                        .formatted(
                                (CT.length() + 1) / 2 * 2,
                                sopClass,
                                messageId,
                                (instance.length() + 1) / 2 * 2,
                                uid));
    }

    public static DataValue echo(int messageId) {
        return command(
                3,
                """
                0000 0200 12000000 '1.2.840.10008.1.1' 00
                0000 0001 02000000 3000
                0000 1001 02000000 %02x00
                0000 0008 02000000 0101
                """
                        .formatted(messageId));
    }

    public static DataValue command(int context, String elements) {
        return new DataValue(context, true, true, ByteBuffer.wrap(Bytes.of(elements)));
    }

    public static DataValue data(int context, boolean last, byte[] bytes) {
        return new DataValue(context, false, last, ByteBuffer.wrap(bytes));
    }

    /// @return null when the server closed the connection
    public Pdu receive() throws IOException {
        var header = socket.getInputStream().readNBytes(PduHeader.BYTES);
        if (header.length < PduHeader.BYTES) {
            return null;
        }
        var read = PduHeader.read(ByteBuffer.wrap(header), PduLimits.DEFAULT);
        var body = socket.getInputStream().readNBytes(read.length());
        return PduReader.read(read.type(), ByteBuffer.wrap(body));
    }

    /// The statuses of the next responses, `messageId:status` in hex.
    public List<String> statuses(int count) throws IOException {
        var statuses = new ArrayList<String>();
        while (statuses.size() < count) {
            if (!(receive() instanceof Pdu.DataTransfer data)) {
                throw new IOException("no response, after " + statuses);
            }
            statuses.add(status(data.values().getFirst().bytes()));
        }
        return statuses;
    }

    private static String status(ByteBuffer command) {
        command.order(java.nio.ByteOrder.LITTLE_ENDIAN);
        int id = -1;
        int status = -1;
        while (command.hasRemaining()) {
            command.getShort();
            int element = command.getShort();
            int length = command.getInt();
            if (element == 0x0120) {
                id = command.getShort(command.position());
            } else if (element == 0x0900) {
                status = command.getShort(command.position()) & 0xFFFF;
            }
            command.position(command.position() + length);
        }
        return "%d:%04X".formatted(id, status);
    }

    /// Sees the association to its end.
    public void release() throws IOException {
        send(new Pdu.ReleaseRequest());
        if (!(receive() instanceof Pdu.ReleaseResponse)) {
            throw new IOException("no A-RELEASE-RP");
        }
    }

    public void hangUp() throws IOException {
        socket.close();
    }

    @Override
    public void close() throws IOException {
        hangUp();
    }
}
