// SPDX-License-Identifier: Apache-2.0
package io.radfm.wire.upper;

import io.radfm.wire.pdu.AbortReason;
import io.radfm.wire.pdu.Pdu;
import io.radfm.wire.pdu.RejectReason;

import java.io.IOException;

/// The state machine of PS3.8 §9.2: looks the event up in [TransitionTable], moves on, acts.
///
/// Any thread may bring an event. The move is atomic; the acting, which may block on the socket,
/// happens after it, so that a peer that does not read cannot keep an abort or a timer waiting.
final class UpperLayer {
    /// What actions do to the world: Tables 9-6 to 9-9 use these verbs only.
    interface Effects {
        void connect() throws IOException;

        void send(Pdu pdu) throws IOException;

        void closeTransport();

        void startArtim();

        void stopArtim();

        void indicate(Indication indication);
    }

    private final Effects effects;
    private final boolean requestor;
    private State state = State.STA1;

    UpperLayer(boolean requestor, Effects effects) {
        this.requestor = requestor;
        this.effects = effects;
    }

    synchronized State state() {
        return state;
    }

    /// For tests that walk the table.
    synchronized void state(State state) {
        this.state = state;
    }

    /// @param pdu what was received, or is to be sent; for [Event#EVT19] an abort with the answer;
    ///   null where the event has none
    void on(Event event, Pdu pdu) throws IOException {
        Action action;
        boolean first;
        synchronized (this) {
            action =
                    TransitionTable.action(event, state)
                            .orElseThrow(() -> new ImpossibleEvent(event, state));
            first =
                    switch (action) {
                        case AE_6 -> speaksVersion1((Pdu.AssociateRequest) pdu);
                        case AR_8 -> requestor;
                        default -> true;
                    };
            state = first ? action.next : action.otherwise;
        }
        perform(action, first, event, pdu);
    }

    private void perform(Action action, boolean first, Event event, Pdu pdu) throws IOException {
        switch (action) {
            // Association establishment, Table 9-6
            case AE_1 -> effects.connect();
            case AE_2 -> effects.send(pdu);
            case AE_3 -> effects.indicate(new Indication.Associated((Pdu.AssociateAccept) pdu));
            case AE_4 -> {
                effects.indicate(new Indication.Rejected((Pdu.AssociateReject) pdu));
                effects.closeTransport();
            }
            case AE_5 -> effects.startArtim();
            case AE_6 -> {
                effects.stopArtim();
                if (first) {
                    effects.indicate(new Indication.AssociateRequested((Pdu.AssociateRequest) pdu));
                } else {
                    effects.startArtim();
                    effects.send(
                            new Pdu.AssociateReject(
                                    false, RejectReason.PROTOCOL_VERSION_NOT_SUPPORTED));
                }
            }
            case AE_7 -> effects.send(pdu);
            case AE_8 -> thenAwaitClose(pdu);

            // Data transfer, Table 9-7
            case DT_1, AR_7 -> effects.send(pdu);
            case DT_2, AR_6 -> effects.indicate(new Indication.Data((Pdu.DataTransfer) pdu));

            // Association release, Table 9-8
            case AR_1 -> effects.send(new Pdu.ReleaseRequest());
            case AR_2, AR_8 -> effects.indicate(new Indication.ReleaseRequested());
            case AR_3 -> {
                effects.indicate(new Indication.Released());
                effects.closeTransport();
            }
            case AR_4 -> thenAwaitClose(new Pdu.ReleaseResponse());
            case AR_5 -> effects.stopArtim();
            case AR_9 -> effects.send(new Pdu.ReleaseResponse());
            case AR_10 -> effects.indicate(new Indication.Released());

            // Association abort, Table 9-9
            case AA_1 -> thenAwaitClose(new Pdu.Abort(AbortReason.SERVICE_USER));
            case AA_2 -> {
                effects.stopArtim();
                effects.closeTransport();
            }
            case AA_3 -> {
                var reason = ((Pdu.Abort) pdu).reason();
                effects.indicate(new Indication.Aborted(reason, Indication.Aborted.By.PEER));
                effects.closeTransport();
            }
            case AA_4 ->
                    effects.indicate(
                            new Indication.Aborted(
                                    AbortReason.REASON_NOT_SPECIFIED,
                                    Indication.Aborted.By.CONNECTION_LOST));
            case AA_5 -> effects.stopArtim();
            case AA_6 -> {}
            case AA_7 -> effects.send(answer(event, pdu));
            case AA_8 -> {
                var abort = answer(event, pdu);
                effects.indicate(new Indication.Aborted(abort.reason(), Indication.Aborted.By.US));
                thenAwaitClose(abort);
            }
        }
    }

    /// The timer first: a peer that does not read may hold up the sending.
    private void thenAwaitClose(Pdu last) throws IOException {
        effects.startArtim();
        effects.send(last);
    }

    private static Pdu.Abort answer(Event event, Pdu pdu) {
        return event == Event.EVT19 ? (Pdu.Abort) pdu : new Pdu.Abort(AbortReason.UNEXPECTED_PDU);
    }

    private static boolean speaksVersion1(Pdu.AssociateRequest request) {
        return (request.protocolVersion() & 1) != 0;
    }
}
