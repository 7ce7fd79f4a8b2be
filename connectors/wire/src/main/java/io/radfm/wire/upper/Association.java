// SPDX-License-Identifier: Apache-2.0
package io.radfm.wire.upper;

import io.radfm.wire.pdu.MalformedPdu;
import io.radfm.wire.pdu.Pdu;
import io.radfm.wire.pdu.PduLimits;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// One association: primitives in, indications out, PS3.8 §9.2 between them.
///
/// One thread calls [#next] until it answers [Indication.Closed]; that thread drives the state
/// machine with what the peer sends. Primitives may be called from any thread, and fail with an
/// [IOException] when the association is in no state for them. A thread that is interrupted while
/// it uses the connection closes it.
public final class Association implements AutoCloseable {
    private final SocketChannel socket;
    private final boolean requestor;
    private final PduChannel pdus;
    private final UpperLayer machine;
    private final Alarm artim;
    private final Alarm idle;
    private final Alarm stuck;
    private final Queue<Indication> indications = new ConcurrentLinkedQueue<>();
    private Optional<MalformedPdu> fault = Optional.empty();

    private Association(
            SocketChannel socket,
            boolean requestor,
            AssociationSettings settings,
            ByteBuffer buffer,
            Optional<InetSocketAddress> to) {
        this.socket = socket;
        this.requestor = requestor;
        this.artim = new Alarm(settings.artim(), this::artimExpired);
        this.idle = new Alarm(settings.idle(), this::abort);
        this.stuck = new Alarm(settings.idle(), this::closeSocket);
        this.pdus = new PduChannel(socket, PduLimits.DEFAULT, buffer, stuck);
        this.machine =
                new UpperLayer(requestor, new OverTheSocket(to, (int) settings.artim().toMillis()));
    }

    /// The acceptor's side of a connection just made; the first indication is the peer's request.
    ///
    /// @param buffer from [AssociationSettings#newBuffer]; free for others after
    ///   [Indication.Closed]
    public static Association accept(
            SocketChannel socket, AssociationSettings settings, ByteBuffer buffer)
            throws IOException {
        socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
        var association = new Association(socket, false, settings, buffer, Optional.empty());
        association.machine.on(Event.EVT5, null);
        return association;
    }

    /// Connects and sends the request; the first indication is the peer's answer.
    public static Association request(
            InetSocketAddress to, Pdu.AssociateRequest request, AssociationSettings settings)
            throws IOException {
        var socket = SocketChannel.open();
        var association =
                new Association(socket, true, settings, settings.newBuffer(), Optional.of(to));
        try {
            socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
            association.machine.on(Event.EVT1, request);
            association.machine.on(Event.EVT2, request);
            return association;
        } catch (IOException e) {
            association.close();
            throw e;
        }
    }

    /// Waits for what comes next; after the end of the association, for the connection to close.
    public Indication next() {
        while (true) {
            var indication = indications.poll();
            if (indication != null) {
                return indication;
            }
            if (machine.state() == State.STA1) {
                close();
                return new Indication.Closed();
            }
            receive();
        }
    }

    private void receive() {
        try {
            if (fault.isPresent()) {
                pdus.discard();
                throw new EOFException();
            }
            var pdu = read();
            machine.on(eventOf(pdu), pdu);
        } catch (MalformedPdu e) {
            refuse(e);
        } catch (IOException e) {
            closeSocket();
            onQuietly(Event.EVT17, null);
        }
    }

    /// A requestor is owed nothing while the association is established: what it waits for then is
    /// its user's to time.
    private Pdu read() throws IOException {
        if (requestor && machine.state() == State.STA6) {
            return pdus.read();
        }
        idle.start();
        try {
            return pdus.read();
        } finally {
            idle.stop();
        }
    }

    private static Event eventOf(Pdu pdu) {
        return switch (pdu) {
            case Pdu.AssociateAccept _ -> Event.EVT3;
            case Pdu.AssociateReject _ -> Event.EVT4;
            case Pdu.AssociateRequest _ -> Event.EVT6;
            case Pdu.DataTransfer _ -> Event.EVT10;
            case Pdu.ReleaseRequest _ -> Event.EVT12;
            case Pdu.ReleaseResponse _ -> Event.EVT13;
            case Pdu.Abort _ -> Event.EVT16;
        };
    }

    /// What was received makes no sense: the peer is told, the association ends. For the thread
    /// that calls [#next].
    public void refuse(MalformedPdu what) {
        if (fault.isEmpty()) {
            fault = Optional.of(what);
        }
        onQuietly(Event.EVT19, new Pdu.Abort(what.answer()));
    }

    /// What was wrong, where the peer's bytes ended the association.
    public Optional<MalformedPdu> fault() {
        return fault;
    }

    public void accept(Pdu.AssociateAccept answer) throws IOException {
        on(Event.EVT7, answer);
    }

    public void reject(Pdu.AssociateReject answer) throws IOException {
        on(Event.EVT8, answer);
    }

    /// Returns when the socket has taken the bytes.
    public void send(Pdu.DataTransfer data) throws IOException {
        on(Event.EVT9, data);
    }

    public void requestRelease() throws IOException {
        on(Event.EVT11, null);
    }

    public void confirmRelease() throws IOException {
        on(Event.EVT14, null);
    }

    /// Ends the association in any state, at once.
    public void abort() {
        onQuietly(Event.EVT15, null);
    }

    /// Closes the connection without a word.
    @Override
    public void close() {
        closeSocket();
        artim.close();
        idle.close();
        stuck.close();
    }

    public InetSocketAddress peer() throws IOException {
        return (InetSocketAddress) socket.getRemoteAddress();
    }

    private void on(Event event, Pdu pdu) throws IOException {
        try {
            machine.on(event, pdu);
        } catch (ImpossibleEvent e) {
            throw e;
        } catch (IOException e) {
            closeSocket();
            throw e;
        }
    }

    /// For events that may come too late: then the association has ended already, which is what
    /// they are for.
    private void onQuietly(Event event, Pdu pdu) {
        try {
            machine.on(event, pdu);
        } catch (ImpossibleEvent e) {
            return;
        } catch (IOException e) {
            closeSocket();
        }
    }

    private void artimExpired() {
        onQuietly(Event.EVT18, null);
    }

    private void closeSocket() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private final class OverTheSocket implements UpperLayer.Effects {
        private final Optional<InetSocketAddress> to;
        private final int connectMillis;

        OverTheSocket(Optional<InetSocketAddress> to, int connectMillis) {
            this.to = to;
            this.connectMillis = connectMillis;
        }

        @Override
        public void connect() throws IOException {
            socket.socket().connect(to.orElseThrow(), connectMillis);
        }

        @Override
        public void send(Pdu pdu) throws IOException {
            pdus.write(pdu);
        }

        @Override
        public void closeTransport() {
            closeSocket();
        }

        @Override
        public void startArtim() {
            artim.start();
        }

        @Override
        public void stopArtim() {
            artim.stop();
        }

        @Override
        public void indicate(Indication indication) {
            indications.add(indication);
        }
    }
}
