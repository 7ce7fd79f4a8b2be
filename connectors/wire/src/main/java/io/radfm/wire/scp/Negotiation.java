// SPDX-License-Identifier: Apache-2.0
package io.radfm.wire.scp;

import io.radfm.dicom.SopClass;
import io.radfm.dicom.TransferSyntax;
import io.radfm.dicom.Uid;
import io.radfm.wire.dimse.AgreedContext;
import io.radfm.wire.pdu.AnsweredContext;
import io.radfm.wire.pdu.AnsweredContext.Result;
import io.radfm.wire.pdu.Pdu;
import io.radfm.wire.pdu.ProposedContext;
import io.radfm.wire.pdu.RejectReason;
import io.radfm.wire.pdu.UserInformation;
import io.radfm.wire.pdu.UserInformation.AsyncWindow;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What we answer to an A-ASSOCIATE-RQ (PS3.8 §7.1, PS3.7 Annex D).
sealed interface Negotiation {
    /// The standard's root; under it, all there is to know about a SOP class is in its UID.
    String DICOM_ROOT = "1.2.840.10008.";

    /// Every storage SOP class of images, reports, waveforms … is below this one, those to come
    /// included.
    String STORAGE_ROOT = DICOM_ROOT + "5.1.4.1.1.";

    record Refused(Pdu.AssociateReject answer) implements Negotiation {}

    /// @param window how many operations the requestor may have outstanding
    record Agreed(Pdu.AssociateAccept answer, List<AgreedContext> contexts, int window)
            implements Negotiation {}

    static Negotiation of(Pdu.AssociateRequest request, ServerSettings settings) {
        if (!request.applicationContext().equals(Pdu.DICOM_APPLICATION_CONTEXT)) {
            return refused(RejectReason.APPLICATION_CONTEXT_NAME_NOT_SUPPORTED);
        }
        if (!settings.anyCalledAe() && !request.called().equals(settings.aeTitle())) {
            return refused(RejectReason.CALLED_AE_TITLE_NOT_RECOGNIZED);
        }
        if (!settings.callingAes().isEmpty()
                && !settings.callingAes().contains(request.calling())) {
            return refused(RejectReason.CALLING_AE_TITLE_NOT_RECOGNIZED);
        }
        var answers = new ArrayList<AnsweredContext>();
        var agreed = new ArrayList<AgreedContext>();
        for (var proposed : request.contexts()) {
            var answer = answer(proposed, settings);
            answers.add(answer);
            if (answer.result() == Result.ACCEPTANCE) {
                agreed.add(
                        new AgreedContext(
                                proposed.id(), proposed.abstractSyntax(), answer.transferSyntax()));
            }
        }
        var window = request.user().asyncWindow().map(asked -> window(asked, settings));
        var user =
                new UserInformation(
                        settings.association().maxPduBytes(),
                        Uid.IMPLEMENTATION_CLASS,
                        Uid.IMPLEMENTATION_VERSION,
                        window);
        return new Agreed(
                new Pdu.AssociateAccept(
                        request.called(),
                        request.calling(),
                        Pdu.DICOM_APPLICATION_CONTEXT,
                        answers,
                        user),
                agreed,
                window.map(AsyncWindow::invoked).orElse(1));
    }

    private static Refused refused(RejectReason reason) {
        return new Refused(new Pdu.AssociateReject(false, reason));
    }

    /// As many as asked for, within our limit; 0 asks for any number. We invoke nothing ourselves.
    private static AsyncWindow window(AsyncWindow asked, ServerSettings settings) {
        int invoked =
                asked.invoked() == 0
                        ? settings.window()
                        : Math.min(asked.invoked(), settings.window());
        return new AsyncWindow(invoked, 1);
    }

    private static AnsweredContext answer(ProposedContext proposed, ServerSettings settings) {
        if (!accepts(proposed.abstractSyntax(), settings)) {
            return refused(proposed, Result.ABSTRACT_SYNTAX_NOT_SUPPORTED);
        }
        return choice(proposed.transferSyntaxes(), settings.preferredTransferSyntaxes())
                .map(chosen -> new AnsweredContext(proposed.id(), Result.ACCEPTANCE, chosen))
                .orElseGet(() -> refused(proposed, Result.TRANSFER_SYNTAXES_NOT_SUPPORTED));
    }

    /// The transfer syntax of a refused context says nothing, but has to be there.
    private static AnsweredContext refused(ProposedContext proposed, Result result) {
        return new AnsweredContext(
                proposed.id(), result, TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN.uid());
    }

    private static boolean accepts(String sopClass, ServerSettings settings) {
        return sopClass.equals(SopClass.VERIFICATION)
                || sopClass.startsWith(STORAGE_ROOT)
                || SopClass.isStorage(sopClass)
                || settings.privateSopClasses()
                        && !sopClass.isEmpty()
                        && !sopClass.startsWith(DICOM_ROOT);
    }

    private static Optional<String> choice(List<String> proposed, List<String> preferred) {
        return preferred.stream()
                .filter(proposed::contains)
                .findFirst()
                .or(() -> proposed.stream().filter(syntax -> !syntax.isEmpty()).findFirst());
    }
}
