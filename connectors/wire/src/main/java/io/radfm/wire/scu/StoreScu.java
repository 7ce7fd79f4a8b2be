// SPDX-License-Identifier: Apache-2.0
package io.radfm.wire.scu;

import io.radfm.wire.dimse.AgreedContext;
import io.radfm.wire.dimse.Command;
import io.radfm.wire.dimse.DimseStatus;
import io.radfm.wire.dimse.Message;
import io.radfm.wire.dimse.MessageReader;
import io.radfm.wire.dimse.MessageWriter;
import io.radfm.wire.dimse.UnreadableObject;
import io.radfm.wire.pdu.AbortReason;
import io.radfm.wire.pdu.AnsweredContext.Result;
import io.radfm.wire.pdu.MalformedPdu;
import io.radfm.wire.pdu.PduLimits;
import io.radfm.wire.pdu.ProposedContext;
import io.radfm.wire.upper.Alarm;
import io.radfm.wire.upper.Indication;

import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/// Sends objects over one association, as many at once as the peer's window allows.
///
/// One thread calls [#send] and [#release]; responses are read on a virtual thread, where the
/// futures complete.
public final class StoreScu implements AutoCloseable {
    private final Requestor peer;
    private final Map<ObjectKind, ProposedContext> proposed;
    private final Map<Integer, AgreedContext> agreed = new HashMap<>();
    private final MessageWriter writer;
    private final Map<Integer, CompletableFuture<DimseStatus>> pending = new ConcurrentHashMap<>();
    private final Semaphore window;
    private final Alarm late;
    private final Thread reading;
    private volatile IOException ended;
    private int messageId;

    private StoreScu(
            Requestor peer, Map<ObjectKind, ProposedContext> proposed, ScuSettings settings) {
        this.peer = peer;
        this.proposed = proposed;
        peer.contexts().forEach(context -> agreed.put(context.id(), context));
        this.writer =
                new MessageWriter(
                        peer.association(),
                        peer.peerMaxPduBytes(),
                        settings.association().maxPduBytes());
        this.window = new Semaphore(peer.window());
        this.late = new Alarm(settings.response(), peer.association()::abort);
        this.reading = Thread.ofVirtual().name("dicom-responses").start(this::readResponses);
    }

    /// Asks for an association that takes objects of these kinds, at most 128 of them, each in a
    /// context of its own. When the peer hangs up on the offer of a window, asks again without.
    ///
    /// @throws AssociationRejected the peer said no
    public static StoreScu connect(
            Destination to, ScuSettings settings, Collection<ObjectKind> kinds) throws IOException {
        if (kinds.size() > PduLimits.MAX_CONTEXTS) {
            throw new IllegalArgumentException(kinds.size() + " presentation contexts");
        }
        var proposed = new HashMap<ObjectKind, ProposedContext>();
        var inOrder = new ArrayList<ProposedContext>();
        for (var kind : kinds) {
            var context =
                    new ProposedContext(
                            2 * inOrder.size() + 1,
                            kind.sopClassUid(),
                            List.of(kind.transferSyntax()));
            inOrder.add(context);
            proposed.put(kind, context);
        }
        try {
            return new StoreScu(Requestor.connect(to, settings, inOrder), proposed, settings);
        } catch (Requestor.NoAnswer e) {
            if (settings.window() == 1) {
                throw e;
            }
            var modest = settings.withWindow(1);
            return new StoreScu(Requestor.connect(to, modest, inOrder), proposed, modest);
        }
    }

    /// What the peer said to objects of this kind.
    public Result answer(ObjectKind kind) {
        var context = proposed.get(kind);
        return context == null
                ? Result.NO_REASON
                : peer.results().getOrDefault(context.id(), Result.NO_REASON);
    }

    /// Returns when the bytes have been sent, which waits while the window is full; the status
    /// comes later. An object the peer does not take completes with 0x0122 and is not sent.
    ///
    /// @throws IOException the association has ended; after [UnreadableObject] too, if a part of
    ///   the object had been sent
    public CompletableFuture<DimseStatus> send(Outgoing object)
            throws IOException, InterruptedException {
        var context = proposed.get(object.kind());
        if (context == null || !agreed.containsKey(context.id())) {
            return CompletableFuture.completedFuture(
                    DimseStatus.sopClassNotSupported("presentation context not accepted"));
        }
        try (var bytes = open(object)) {
            window.acquire();
            if (ended != null) {
                throw ended;
            }
            messageId = messageId % 0xFFFF + 1;
            var status = new CompletableFuture<DimseStatus>();
            pending.put(messageId, status);
            try {
                writer.command(
                        context.id(),
                        new Command.StoreRq(
                                messageId, object.kind().sopClassUid(), object.sopInstanceUid()));
                writer.dataSet(context.id(), bytes, object.bytes());
            } catch (IOException e) {
                peer.association().abort();
                throw e;
            }
            late.start();
            if (pending.isEmpty()) { // answered already
                late.stop();
            }
            return status;
        }
    }

    private static ReadableByteChannel open(Outgoing object) throws UnreadableObject {
        try {
            return object.open();
        } catch (IOException e) {
            throw new UnreadableObject("the object could not be opened", e);
        }
    }

    private void readResponses() {
        var reader = new MessageReader(peer.association(), peer.contexts(), 0);
        Indication end = null;
        while (end == null) {
            switch (reader.next()) {
                case Message.Arrived message -> take(message.command());
                case Message.Ended(var by) -> end = by;
            }
        }
        ended = new IOException(words(end));
        late.close();
        if (end instanceof Indication.ReleaseRequested) {
            confirmRelease();
        }
        while (!(end instanceof Indication.Closed)) {
            end = peer.association().next();
        }
        pending.values().forEach(status -> status.completeExceptionally(ended));
        window.release(peer.window());
    }

    /// The peer's wish, or a collision with ours.
    private void confirmRelease() {
        try {
            peer.association().confirmRelease();
        } catch (IOException e) {
            peer.association().close();
        }
    }

    private void take(Command command) {
        if (command instanceof Command.StoreRsp response
                && pending.remove(response.messageId())
                        instanceof CompletableFuture<DimseStatus> status) {
            if (pending.isEmpty()) {
                late.stop();
            } else {
                late.start();
            }
            status.complete(response.status());
            window.release();
        } else {
            peer.association()
                    .refuse(
                            new MalformedPdu(
                                    0,
                                    AbortReason.UNEXPECTED_PDU_PARAMETER,
                                    "a message that answers nothing we asked"));
        }
    }

    private static String words(Indication end) {
        return switch (end) {
            case Indication.Aborted(var reason, var by) ->
                    switch (by) {
                        case PEER -> "association aborted by the peer: " + reason;
                        case US -> "association aborted: " + reason;
                        case CONNECTION_LOST -> "connection lost";
                    };
            case Indication.ReleaseRequested _ -> "association released by the peer";
            case Indication.Released _ -> "association released";
            case Indication _ -> "association ended";
        };
    }

    /// Waits for every response, then ends the association in good order.
    ///
    /// @throws IOException some response never came
    public void release() throws IOException, InterruptedException {
        window.acquire(peer.window());
        if (!pending.isEmpty()) {
            throw ended;
        }
        peer.association().requestRelease();
        reading.join();
    }

    /// Ends the association at once, unless it was released.
    @Override
    public void close() {
        peer.association().abort();
        late.close();
        try {
            reading.join();
        } catch (InterruptedException e) {
            peer.association().close();
            Thread.currentThread().interrupt();
        }
    }
}
