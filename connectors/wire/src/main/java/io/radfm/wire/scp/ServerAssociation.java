// SPDX-License-Identifier: Apache-2.0
package io.radfm.wire.scp;

import io.radfm.dicom.SopClass;
import io.radfm.wire.AeTitle;
import io.radfm.wire.dimse.AgreedContext;
import io.radfm.wire.dimse.AssociationLost;
import io.radfm.wire.dimse.Command;
import io.radfm.wire.dimse.DataSetStream;
import io.radfm.wire.dimse.DimseStatus;
import io.radfm.wire.dimse.Message;
import io.radfm.wire.dimse.MessageReader;
import io.radfm.wire.dimse.MessageWriter;
import io.radfm.wire.dimse.ObjectTooLarge;
import io.radfm.wire.pdu.AbortReason;
import io.radfm.wire.pdu.MalformedPdu;
import io.radfm.wire.pdu.Pdu;
import io.radfm.wire.upper.Association;
import io.radfm.wire.upper.Indication;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/// One association we serve: messages are taken one after the other by its own thread, C-STORE
/// responses are sent when their objects are safe, by whoever makes them so.
public final class ServerAssociation {
    private static final Logger LOG = LoggerFactory.getLogger(ServerAssociation.class);

    /// What PS3.5 §9.1 allows and a little more: some senders begin components with a zero.
    private static final Pattern INSTANCE_UID = Pattern.compile("[0-9.]{1,64}");

    private final Association association;
    private final InetSocketAddress peer;
    private final Pdu.AssociateRequest request;
    private final Negotiation.Agreed agreed;
    private final ServerSettings settings;
    private final StoreService service;
    private final ServerListener listener;
    private final MessageWriter writer;
    private final Semaphore window;
    private int busy;
    private boolean finishing;

    ServerAssociation(
            Association association,
            Pdu.AssociateRequest request,
            Negotiation.Agreed agreed,
            ServerSettings settings,
            StoreService service,
            ServerListener listener)
            throws IOException {
        this.association = association;
        this.peer = association.peer();
        this.request = request;
        this.agreed = agreed;
        this.settings = settings;
        this.service = service;
        this.listener = listener;
        this.writer =
                new MessageWriter(
                        association,
                        request.user().maxPduBytes(),
                        settings.association().maxPduBytes());
        this.window = new Semaphore(agreed.window());
    }

    public AeTitle callingAe() {
        return request.calling();
    }

    public InetSocketAddress peer() {
        return peer;
    }

    /// Accepts, serves to the end, and answers how it ended.
    Indication serve() throws IOException, InterruptedException {
        association.accept(agreed.answer());
        var reader = new MessageReader(association, agreed.contexts(), settings.maxObjectBytes());
        while (true) {
            switch (reader.next()) {
                case Message.Arrived message -> {
                    begun();
                    try {
                        serve(message);
                    } catch (AssociationLost e) {
                        LOG.debug("{} from {}", e.getMessage(), peer);
                        done();
                    }
                }
                case Message.Ended(Indication.ReleaseRequested by) -> {
                    release();
                    return by;
                }
                case Message.Ended(Indication by) -> {
                    return by;
                }
            }
        }
    }

    private void serve(Message.Arrived message) throws IOException, InterruptedException {
        switch (message.command()) {
            case Command.StoreRq rq -> store(message, rq);
            case Command.EchoRq(int id) -> {
                answer(message, new Command.EchoRsp(id, DimseStatus.SUCCESS));
                listener.echoed();
            }
            case Command.CancelRq _ -> {
                drain(message);
                done();
            }
            case Command.Other other when !other.isResponse() ->
                    answer(
                            message,
                            other.response(
                                    DimseStatus.unrecognizedOperation(
                                            "only C-STORE and C-ECHO are served here")));
            case Command.Other _, Command.StoreRsp _, Command.EchoRsp _ -> {
                association.refuse(
                        new MalformedPdu(
                                0,
                                AbortReason.UNEXPECTED_PDU_PARAMETER,
                                "a response to nothing we asked"));
                done();
            }
        }
    }

    private void answer(Message.Arrived message, Command response) throws IOException {
        drain(message);
        send(message.context(), response);
        done();
    }

    /// Nothing but the window bounds how many objects wait for their responses; a requestor that
    /// exceeds it waits.
    private void store(Message.Arrived message, Command.StoreRq rq)
            throws IOException, InterruptedException {
        long begun = System.nanoTime();
        window.acquire();
        var stream = message.dataSet().orElseThrow();
        var store =
                new StoreRequest(
                        rq.sopClassUid(),
                        rq.sopInstanceUid(),
                        message.context().transferSyntax(),
                        request.calling().value(),
                        request.called().value(),
                        peer,
                        rq.priority() == Command.HIGH_PRIORITY,
                        rq.moveOriginator());
        CompletionStage<DimseStatus> status;
        try {
            status = status(message.context(), store, stream);
            drain(message);
        } catch (AssociationLost e) {
            window.release();
            throw e;
        }
        var answered = status.toCompletableFuture();
        Runnable respond =
                () -> {
                    var said = statusOf(answered, stream);
                    send(message.context(), rq.response(said));
                    window.release();
                    done();
                    listener.stored(
                            store,
                            said,
                            stream.arrived(),
                            Duration.ofNanos(System.nanoTime() - begun));
                };
        if (answered.isDone()) {
            respond.run();
        } else {
            // Not on the thread that completes it: a sender that does not read may block it.
            answered.whenComplete((_, _) -> Thread.startVirtualThread(respond));
        }
    }

    private CompletionStage<DimseStatus> status(
            AgreedContext context, StoreRequest store, DataSetStream stream)
            throws AssociationLost {
        if (!INSTANCE_UID.matcher(store.sopInstanceUid()).matches()) {
            return completed(DimseStatus.invalidInstance("Affected SOP Instance UID is no UID"));
        }
        if (!context.abstractSyntax().equals(store.sopClassUid())
                || store.sopClassUid().equals(SopClass.VERIFICATION)) {
            return completed(DimseStatus.sopClassNotSupported("not the SOP class of this context"));
        }
        try {
            return Objects.requireNonNull(service.store(store, stream));
        } catch (AssociationLost e) {
            throw e;
        } catch (ObjectTooLarge e) {
            return completed(tooLarge());
        } catch (IOException | RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        } finally {
            stream.close();
        }
    }

    private DimseStatus statusOf(CompletableFuture<DimseStatus> answered, DataSetStream stream) {
        if (stream.arrived() > settings.maxObjectBytes()) {
            return tooLarge();
        }
        return answered.handle(
                        (status, problem) -> {
                            var cause =
                                    problem instanceof java.util.concurrent.CompletionException
                                            ? problem.getCause()
                                            : problem;
                            if (cause instanceof IOException) {
                                LOG.warn("an object of {} was not stored", callingAe(), cause);
                                return DimseStatus.outOfResources("not stored, try again later");
                            }
                            if (cause != null || status == null) {
                                LOG.error("an object of {} was not stored", callingAe(), cause);
                                return DimseStatus.cannotUnderstand("internal error");
                            }
                            return status;
                        })
                .join();
    }

    private DimseStatus tooLarge() {
        return DimseStatus.cannotUnderstand("larger than " + settings.maxObjectBytes() + " bytes");
    }

    private static CompletionStage<DimseStatus> completed(DimseStatus status) {
        return CompletableFuture.completedFuture(status);
    }

    /// What is left of the data set is read, up to the size of an object; who sends more is cut
    /// off.
    private void drain(Message.Arrived message) throws AssociationLost {
        if (message.dataSet().isPresent()
                && !message.dataSet().get().drain(settings.maxObjectBytes())) {
            association.refuse(
                    new MalformedPdu(
                            0, AbortReason.INVALID_PDU_PARAMETER_VALUE, "a data set without end"));
        }
    }

    private void send(AgreedContext context, Command response) {
        try {
            writer.command(context.id(), response);
        } catch (IOException e) {
            LOG.debug("no response to {}: {}", peer, e.getMessage());
        }
    }

    /// Everything outstanding is answered first.
    private void release() throws IOException, InterruptedException {
        var patience = settings.association().idle();
        if (window.tryAcquire(agreed.window(), patience.toMillis(), TimeUnit.MILLISECONDS)) {
            association.confirmRelease();
        } else {
            association.abort();
        }
    }

    /// Lets what is under way be finished, then ends the association.
    synchronized void finish() {
        finishing = true;
        abortWhenDone();
    }

    private synchronized void begun() {
        busy++;
    }

    private synchronized void done() {
        busy--;
        abortWhenDone();
    }

    /// The standard lets only the requestor release (PS3.7 §6.2.2).
    private void abortWhenDone() {
        if (finishing && busy == 0) {
            association.abort();
        }
    }

    @Override
    public String toString() {
        return callingAe() + " at " + peer;
    }
}
