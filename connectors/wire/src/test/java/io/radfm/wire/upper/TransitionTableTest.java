// SPDX-License-Identifier: Apache-2.0
package io.radfm.wire.upper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.radfm.wire.AeTitle;
import io.radfm.wire.pdu.AbortReason;
import io.radfm.wire.pdu.DataValue;
import io.radfm.wire.pdu.Pdu;
import io.radfm.wire.pdu.RejectReason;
import io.radfm.wire.pdu.UserInformation;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Walks all 19 × 13 cells of PS3.8 Table 9-10, as requestor and as acceptor, and looks at what was
/// done (Tables 9-6 to 9-9) and at the state that follows. What is expected is written down by
/// states, the other way round than the table under test.
class TransitionTableTest {
    /// Of each state, the events it knows: `event: effects → next state`.
    private static List<String> expected(State state) {
        var cells = new ArrayList<String>();
        switch (state) {
            case STA1 -> {
                cells.add("EVT1: connect → STA4");
                cells.add("EVT5: start-artim → STA2");
            }
            case STA2 -> {
                for (int event : new int[] {3, 4, 10, 12, 13, 19}) {
                    cells.add("EVT" + event + ": start-artim abort-user → STA13");
                }
                cells.add("EVT6: stop-artim request-indication → STA3");
                cells.add("EVT16: stop-artim close → STA1");
                cells.add("EVT17: stop-artim → STA1");
                cells.add("EVT18: stop-artim close → STA1");
            }
            case STA3 -> {
                cells.add("EVT7: accept → STA6");
                cells.add("EVT8: start-artim reject → STA13");
                inAssociation(cells, 3, 4, 6, 10, 12, 13, 19);
            }
            case STA4 -> {
                cells.add("EVT2: request → STA5");
                cells.add("EVT15: stop-artim close → STA1");
                cells.add("EVT17: lost-indication → STA1");
            }
            case STA5 -> {
                cells.add("EVT3: accept-confirmation → STA6");
                cells.add("EVT4: reject-confirmation close → STA1");
                inAssociation(cells, 6, 10, 12, 13, 19);
            }
            case STA6 -> {
                cells.add("EVT9: data → STA6");
                cells.add("EVT10: data-indication → STA6");
                cells.add("EVT11: release-request → STA7");
                cells.add("EVT12: release-indication → STA8");
                inAssociation(cells, 3, 4, 6, 13, 19);
            }
            case STA7 -> {
                cells.add("EVT10: data-indication → STA7");
                cells.add("EVT12: release-indication → STA9 or STA10");
                cells.add("EVT13: release-confirmation close → STA1");
                inAssociation(cells, 3, 4, 6, 19);
            }
            case STA8 -> {
                cells.add("EVT9: data → STA8");
                cells.add("EVT14: start-artim release-response → STA13");
                inAssociation(cells, 3, 4, 6, 10, 12, 13, 19);
            }
            case STA9 -> {
                cells.add("EVT14: release-response → STA11");
                inAssociation(cells, 3, 4, 6, 10, 12, 13, 19);
            }
            case STA10 -> {
                cells.add("EVT13: release-confirmation → STA12");
                inAssociation(cells, 3, 4, 6, 10, 12, 19);
            }
            case STA11 -> {
                cells.add("EVT13: release-confirmation close → STA1");
                inAssociation(cells, 3, 4, 6, 10, 12, 19);
            }
            case STA12 -> {
                cells.add("EVT14: start-artim release-response → STA13");
                inAssociation(cells, 3, 4, 6, 10, 12, 13, 19);
            }
            case STA13 -> {
                for (int event : new int[] {3, 4, 10, 12, 13}) {
                    cells.add("EVT" + event + ":  → STA13");
                }
                cells.add("EVT6: abort-provider → STA13");
                cells.add("EVT16: stop-artim close → STA1");
                cells.add("EVT17: stop-artim → STA1");
                cells.add("EVT18: stop-artim close → STA1");
                cells.add("EVT19: abort-provider → STA13");
            }
        }
        return cells;
    }

    /// What every state with an association, wanted or had, does: these received PDUs are aborted,
    /// the user may abort, the peer may abort or go away.
    private static void inAssociation(List<String> cells, int... unexpected) {
        for (int event : unexpected) {
            cells.add("EVT" + event + ": abort-indication start-artim abort-provider → STA13");
        }
        cells.add("EVT15: start-artim abort-user → STA13");
        cells.add("EVT16: abort-indication close → STA1");
        cells.add("EVT17: lost-indication → STA1");
    }

    @ParameterizedTest
    @EnumSource(State.class)
    void everyEventDoesWhatTheStandardSaysOrCannotHappen(State state) throws Exception {
        for (boolean requestor : new boolean[] {true, false}) {
            var seen = new ArrayList<String>();
            for (var event : Event.values()) {
                var effects = new Recorded();
                var machine = new UpperLayer(requestor, effects);
                machine.state(state);
                try {
                    machine.on(event, pduOf(event));
                } catch (ImpossibleEvent e) {
                    assertEquals(state, machine.state(), "an impossible event moves nothing");
                    continue;
                }
                seen.add(event + ": " + effects + " → " + machine.state());
            }
            var expected =
                    expected(state).stream()
                            .map(
                                    cell ->
                                            cell.replace(
                                                    "STA9 or STA10", requestor ? "STA9" : "STA10"))
                            .sorted()
                            .collect(Collectors.joining("\n"));
            assertEquals(expected, seen.stream().sorted().collect(Collectors.joining("\n")));
        }
    }

    @Test
    void theTableHasAsManyCellsAsTheStandards() {
        long filled = 0;
        for (var event : Event.values()) {
            for (var state : State.values()) {
                filled += TransitionTable.action(event, state).isPresent() ? 1 : 0;
            }
        }
        assertEquals(123, filled);
    }

    @Test
    void aRequestOfAnotherProtocolVersionIsRejectedByTheProvider() throws Exception {
        var effects = new Recorded();
        var machine = new UpperLayer(false, effects);
        machine.state(State.STA2);
        machine.on(Event.EVT6, request(2));
        assertEquals("stop-artim start-artim reject", effects.toString());
        assertEquals(State.STA13, machine.state());
    }

    @Test
    void invalidBytesAreAnsweredWithTheirReason() throws Exception {
        var effects = new Recorded();
        var machine = new UpperLayer(false, effects);
        machine.state(State.STA6);
        machine.on(Event.EVT19, new Pdu.Abort(AbortReason.UNRECOGNIZED_PDU));
        assertEquals(new Pdu.Abort(AbortReason.UNRECOGNIZED_PDU), effects.sent.getFirst());
    }

    @Test
    void dataForAnEndedAssociationSaysWhy() {
        var machine = new UpperLayer(true, new Recorded());
        machine.state(State.STA13);
        var refused =
                assertThrows(
                        ImpossibleEvent.class, () -> machine.on(Event.EVT9, pduOf(Event.EVT9)));
        assertEquals(
                "no P-DATA request primitive while the association is: association over, awaiting"
                        + " close of the transport connection",
                refused.getMessage());
    }

    private static Pdu pduOf(Event event) {
        return switch (event) {
            case EVT1, EVT2, EVT6 -> request(1);
            case EVT3, EVT7 ->
                    new Pdu.AssociateAccept(
                            AeTitle.of("A"), AeTitle.of("B"), "1", List.of(), user());
            case EVT4, EVT8 -> new Pdu.AssociateReject(false, RejectReason.USER_NO_REASON);
            case EVT9, EVT10 ->
                    new Pdu.DataTransfer(
                            List.of(new DataValue(1, true, true, ByteBuffer.allocate(0))));
            case EVT12 -> new Pdu.ReleaseRequest();
            case EVT13 -> new Pdu.ReleaseResponse();
            case EVT16 -> new Pdu.Abort(AbortReason.SERVICE_USER);
            case EVT19 -> new Pdu.Abort(AbortReason.INVALID_PDU_PARAMETER_VALUE);
            case EVT5, EVT11, EVT14, EVT15, EVT17, EVT18 -> null;
        };
    }

    private static Pdu.AssociateRequest request(int version) {
        return new Pdu.AssociateRequest(
                version, AeTitle.of("A"), AeTitle.of("B"), "1", List.of(), user());
    }

    private static UserInformation user() {
        return new UserInformation(0, "1", "V", Optional.empty());
    }

    /// Writes the effects down by the words of the tables.
    private static final class Recorded implements UpperLayer.Effects {
        private final List<String> effects = new ArrayList<>();
        private final List<Pdu> sent = new ArrayList<>();

        @Override
        public void connect() {
            effects.add("connect");
        }

        @Override
        public void send(Pdu pdu) {
            sent.add(pdu);
            effects.add(
                    switch (pdu) {
                        case Pdu.AssociateRequest _ -> "request";
                        case Pdu.AssociateAccept _ -> "accept";
                        case Pdu.AssociateReject _ -> "reject";
                        case Pdu.DataTransfer _ -> "data";
                        case Pdu.ReleaseRequest _ -> "release-request";
                        case Pdu.ReleaseResponse _ -> "release-response";
                        case Pdu.Abort(var reason) ->
                                reason == AbortReason.SERVICE_USER
                                        ? "abort-user"
                                        : "abort-provider";
                    });
        }

        @Override
        public void closeTransport() {
            effects.add("close");
        }

        @Override
        public void startArtim() {
            effects.add("start-artim");
        }

        @Override
        public void stopArtim() {
            effects.add("stop-artim");
        }

        @Override
        public void indicate(Indication indication) {
            effects.add(
                    switch (indication) {
                        case Indication.AssociateRequested _ -> "request-indication";
                        case Indication.Associated _ -> "accept-confirmation";
                        case Indication.Rejected _ -> "reject-confirmation";
                        case Indication.Data _ -> "data-indication";
                        case Indication.ReleaseRequested _ -> "release-indication";
                        case Indication.Released _ -> "release-confirmation";
                        case Indication.Aborted(_, var by) ->
                                by == Indication.Aborted.By.CONNECTION_LOST
                                        ? "lost-indication"
                                        : "abort-indication";
                        case Indication.Closed _ -> "closed";
                    });
        }

        @Override
        public String toString() {
            return String.join(" ", effects);
        }
    }
}
