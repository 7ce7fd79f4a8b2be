// SPDX-License-Identifier: Apache-2.0
package io.radfm.wire.scu;

import io.radfm.dicom.Uid;
import io.radfm.wire.dimse.AgreedContext;
import io.radfm.wire.pdu.AnsweredContext;
import io.radfm.wire.pdu.AnsweredContext.Result;
import io.radfm.wire.pdu.Pdu;
import io.radfm.wire.pdu.ProposedContext;
import io.radfm.wire.pdu.UserInformation;
import io.radfm.wire.pdu.UserInformation.AsyncWindow;
import io.radfm.wire.upper.Association;
import io.radfm.wire.upper.Indication;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// An association we asked for and got, with what was agreed on.
///
/// @param results the peer's word on each context proposed
/// @param window how many operations may be outstanding
record Requestor(
        Association association,
        List<AgreedContext> contexts,
        Map<Integer, Result> results,
        long peerMaxPduBytes,
        int window) {

    /// @throws AssociationRejected the peer said no
    /// @throws NoAnswer the connection ended before the peer said anything
    static Requestor connect(Destination to, ScuSettings settings, List<ProposedContext> proposed)
            throws IOException {
        var window =
                settings.window() == 1
                        ? Optional.<AsyncWindow>empty()
                        : Optional.of(new AsyncWindow(settings.window(), 1));
        var association =
                Association.request(
                        to.address(),
                        new Pdu.AssociateRequest(
                                to.aeTitle(),
                                settings.callingAe(),
                                proposed,
                                new UserInformation(
                                        settings.association().maxPduBytes(),
                                        Uid.IMPLEMENTATION_CLASS,
                                        Uid.IMPLEMENTATION_VERSION,
                                        window)),
                        settings.association());
        var answer = association.next();
        if (answer instanceof Indication.Associated(var accept)) {
            return agreed(association, proposed, accept, settings.window());
        }
        association.close();
        throw answer instanceof Indication.Rejected(var reject)
                ? new AssociationRejected(reject)
                : new NoAnswer();
    }

    private static Requestor agreed(
            Association association,
            List<ProposedContext> proposed,
            Pdu.AssociateAccept accept,
            int ourWindow) {
        var answers =
                accept.contexts().stream()
                        .collect(Collectors.toMap(AnsweredContext::id, Function.identity()));
        var contexts =
                proposed.stream()
                        .filter(context -> answers.containsKey(context.id()))
                        .filter(context -> answers.get(context.id()).result() == Result.ACCEPTANCE)
                        .map(
                                context ->
                                        new AgreedContext(
                                                context.id(),
                                                context.abstractSyntax(),
                                                answers.get(context.id()).transferSyntax()))
                        .toList();
        int theirs = accept.user().asyncWindow().map(AsyncWindow::invoked).orElse(1);
        return new Requestor(
                association,
                contexts,
                answers.values().stream()
                        .collect(Collectors.toMap(AnsweredContext::id, AnsweredContext::result)),
                accept.user().maxPduBytes(),
                theirs == 0 ? ourWindow : Math.min(theirs, ourWindow));
    }

    /// Neither yes nor no: the peer hung up, or took too long.
    static final class NoAnswer extends IOException {
        private static final long serialVersionUID = 1L;

        NoAnswer() {
            super("the peer ended the connection instead of answering the association request");
        }
    }
}
