// SPDX-License-Identifier: Apache-2.0
package io.radfm.wire.scp;

import io.radfm.wire.pdu.Pdu;
import io.radfm.wire.pdu.RejectReason;
import io.radfm.wire.upper.Association;
import io.radfm.wire.upper.Indication;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Listens for associations and serves each on a virtual thread of its own.
///
/// An association costs its read buffer (one PDU) and one chunk, whatever the size of the objects.
/// Over the limit of associations, a few more are read far enough to be told so
/// (rejected-transient, local-limit-exceeded); those beyond are closed at once.
public final class DicomServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DicomServer.class);
    private static final int BACKLOG = 256;
    private static final int REFUSALS_AT_ONCE = 64;
    private static final int REFUSAL_BUFFER_BYTES = 4 << 10;
    private static final Duration AFTER_FAILED_ACCEPT = Duration.ofMillis(100);
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final ServerSettings settings;
    private final StoreService service;
    private final ServerListener listener;
    private final ServerSocketChannel socket;
    private final Semaphore free;
    private final Semaphore refusals = new Semaphore(REFUSALS_AT_ONCE);
    private final Queue<ByteBuffer> buffers = new ConcurrentLinkedQueue<>();
    private final Set<SocketChannel> connections = ConcurrentHashMap.newKeySet();
    private final Set<ServerAssociation> associations = ConcurrentHashMap.newKeySet();
    private volatile boolean closing;

    private DicomServer(
            ServerSettings settings,
            StoreService service,
            ServerListener listener,
            ServerSocketChannel socket) {
        this.settings = settings;
        this.service = service;
        this.listener = listener;
        this.socket = socket;
        this.free = new Semaphore(settings.maxAssociations());
    }

    /// Listens from now on.
    public static DicomServer start(
            ServerSettings settings, StoreService service, ServerListener listener)
            throws IOException {
        var socket = ServerSocketChannel.open();
        try {
            socket.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            if (settings.receiveBufferBytes() > 0) {
                // Before the bind: the TCP window scale is settled with the first packet.
                socket.setOption(StandardSocketOptions.SO_RCVBUF, settings.receiveBufferBytes());
            }
            socket.bind(settings.bind(), BACKLOG);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
        var server = new DicomServer(settings, service, listener, socket);
        Thread.ofPlatform()
                .daemon()
                .name("dicom-accept-" + server.address().getPort())
                .start(server::acceptAll);
        return server;
    }

    public InetSocketAddress address() {
        try {
            return (InetSocketAddress) socket.getLocalAddress();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("not listening any more", e);
        }
    }

    /// How many associations are open now.
    public int associations() {
        return associations.size();
    }

    private void acceptAll() {
        while (!closing) {
            try {
                var connection = socket.accept();
                connections.add(connection);
                if (closing) {
                    forget(connection);
                } else {
                    Thread.ofVirtual().name("dicom-association").start(() -> welcome(connection));
                }
            } catch (ClosedChannelException e) {
                return;
            } catch (IOException e) { // out of file descriptors, most often
                LOG.warn("no connection could be accepted: {}", e.getMessage());
                LockSupport.parkNanos(AFTER_FAILED_ACCEPT.toNanos());
            }
        }
    }

    private void welcome(SocketChannel connection) {
        try {
            if (free.tryAcquire()) {
                var pooled = buffers.poll();
                var buffer = pooled == null ? settings.association().newBuffer() : pooled;
                try {
                    serve(Association.accept(connection, settings.association(), buffer));
                } finally {
                    buffers.add(buffer);
                    free.release();
                }
            } else if (refusals.tryAcquire()) {
                try {
                    var buffer = ByteBuffer.allocate(REFUSAL_BUFFER_BYTES);
                    refuse(Association.accept(connection, settings.association(), buffer));
                } finally {
                    refusals.release();
                }
            } else {
                LOG.warn("over the limit of connections, one was closed unread");
            }
        } catch (IOException e) {
            LOG.debug("a connection was lost: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            forget(connection);
        }
    }

    private void serve(Association association) throws IOException, InterruptedException {
        try (association) {
            switch (association.next()) {
                case Indication.AssociateRequested(var request) -> answer(association, request);
                case Indication.Closed _ when association.fault().isEmpty() -> listener.probed();
                case Indication _ -> warnOfFault(association, "someone");
            }
            untilClosed(association);
        }
    }

    private void answer(Association association, Pdu.AssociateRequest request)
            throws IOException, InterruptedException {
        switch (Negotiation.of(request, settings)) {
            case Negotiation.Refused(var rejection) -> {
                association.reject(rejection);
                LOG.info("{} was rejected: {}", request.calling(), rejection.reason().words());
                listener.rejected(rejection);
            }
            case Negotiation.Agreed agreed -> {
                var served =
                        new ServerAssociation(
                                association, request, agreed, settings, service, listener);
                associations.add(served);
                listener.accepted(served);
                if (closing) {
                    served.finish();
                }
                Indication how = new Indication.Closed();
                try {
                    how = served.serve();
                } finally {
                    associations.remove(served);
                    warnOfFault(association, request.calling().value());
                    listener.ended(served, how);
                }
            }
        }
    }

    private static void warnOfFault(Association association, String who) {
        association
                .fault()
                .ifPresent(fault -> LOG.warn("{} was cut off: {}", who, fault.getMessage()));
    }

    private void refuse(Association association) throws IOException {
        try (association) {
            if (association.next() instanceof Indication.AssociateRequested(var request)) {
                var rejection = new Pdu.AssociateReject(true, RejectReason.LOCAL_LIMIT_EXCEEDED);
                association.reject(rejection);
                LOG.info("{} was rejected: too many associations", request.calling());
                listener.rejected(rejection);
            }
            untilClosed(association);
        }
    }

    private static void untilClosed(Association association) {
        while (!(association.next() instanceof Indication.Closed)) {}
    }

    private void forget(SocketChannel connection) {
        connections.remove(connection);
        try {
            connection.close();
        } catch (IOException e) {
            LOG.debug("closing a connection: {}", e.getMessage());
        }
    }

    /// Closes within ten seconds.
    @Override
    public void close() {
        close(GRACE);
    }

    /// Stops listening, lets the objects under way be finished and answered, ends the associations,
    /// and when the grace is over, the connections.
    public void close(Duration grace) {
        closing = true;
        try {
            socket.close();
        } catch (IOException e) {
            LOG.warn("closing the listening socket: {}", e.getMessage());
        }
        associations.forEach(ServerAssociation::finish);
        try {
            if (!free.tryAcquire(
                    settings.maxAssociations(), grace.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.info("{} associations did not end in time", associations.size());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        connections.forEach(this::forget);
    }
}
