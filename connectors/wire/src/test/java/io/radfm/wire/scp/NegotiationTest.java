// SPDX-License-Identifier: Apache-2.0
package io.radfm.wire.scp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.radfm.wire.AeTitle;
import io.radfm.wire.pdu.Pdu;
import io.radfm.wire.pdu.ProposedContext;
import io.radfm.wire.pdu.RejectReason;
import io.radfm.wire.pdu.UserInformation;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;

/// Which contexts are accepted, and in which transfer syntax.
class NegotiationTest {
    private static final String IMPLICIT = "1.2.840.10008.1.2";
    private static final String EXPLICIT = "1.2.840.10008.1.2.1";
    private static final String JPEG = "1.2.840.10008.1.2.4.70";
    private static final ServerSettings DEFAULTS =
            ServerSettings.onLoopback(AeTitle.of("RADFM"), 0);

    @Test
    void storageClassesOfTodayAndTomorrowAreAccepted() {
        assertEquals("ACCEPTANCE", answer(DEFAULTS, "1.2.840.10008.5.1.4.1.1.2", EXPLICIT));
        assertEquals("ACCEPTANCE", answer(DEFAULTS, "1.2.840.10008.5.1.4.1.1.9999.1", EXPLICIT));
        assertEquals("ACCEPTANCE", answer(DEFAULTS, "1.2.840.10008.1.1", IMPLICIT));
    }

    @Test
    void otherServicesAreNot() {
        var refused = "ABSTRACT_SYNTAX_NOT_SUPPORTED";
        assertEquals(refused, answer(DEFAULTS, "1.2.840.10008.5.1.4.1.2.2.1", EXPLICIT));
        assertEquals(refused, answer(DEFAULTS, "1.2.840.10008.1.20.1", EXPLICIT));
        assertEquals(refused, answer(DEFAULTS, "", EXPLICIT));
    }

    @Test
    void privateClassesAreAcceptedWhenWanted() {
        var philips = "1.3.46.670589.5.0.1";
        assertEquals("ABSTRACT_SYNTAX_NOT_SUPPORTED", answer(DEFAULTS, philips, EXPLICIT));
        assertEquals("ACCEPTANCE", answer(DEFAULTS.withPrivateSopClasses(true), philips, EXPLICIT));
    }

    @Test
    void theSendersFirstChoiceIsTakenUnlessOursIsAmongThem() {
        assertEquals(JPEG, chosen(DEFAULTS, JPEG, IMPLICIT, EXPLICIT));
        var preferring =
                DEFAULTS.withPreferredTransferSyntaxes(List.of("1.2.3", EXPLICIT, IMPLICIT));
        assertEquals(EXPLICIT, chosen(preferring, JPEG, IMPLICIT, EXPLICIT));
        assertEquals("1.2.840.113619.5.2", chosen(preferring, "1.2.840.113619.5.2"));
    }

    @Test
    void aContextWithoutTransferSyntaxIsRefused() {
        assertEquals(
                "TRANSFER_SYNTAXES_NOT_SUPPORTED", answer(DEFAULTS, "1.2.840.10008.5.1.4.1.1.2"));
    }

    @Test
    void anotherApplicationContextIsRejected() {
        var request =
                new Pdu.AssociateRequest(
                        1, AeTitle.of("RADFM"), AeTitle.of("CT1"), "1.2.3", List.of(), user());
        assertEquals(
                new Negotiation.Refused(
                        new Pdu.AssociateReject(
                                false, RejectReason.APPLICATION_CONTEXT_NAME_NOT_SUPPORTED)),
                Negotiation.of(request, DEFAULTS));
    }

    @Test
    void anyTitleMayBeCalledWhenAllowed() {
        var negotiation =
                Negotiation.of(
                        new Pdu.AssociateRequest(
                                new AeTitle(""), AeTitle.of("CT1"), List.of(), user()),
                        DEFAULTS.withAnyCalledAe(true));
        assertEquals(Negotiation.Agreed.class, negotiation.getClass());
    }

    private static String answer(ServerSettings settings, String sopClass, String... syntaxes) {
        return agreed(settings, sopClass, syntaxes).answer().contexts().getFirst().result().name();
    }

    private static String chosen(ServerSettings settings, String... syntaxes) {
        return agreed(settings, "1.2.840.10008.5.1.4.1.1.2", syntaxes)
                .contexts()
                .getFirst()
                .transferSyntax();
    }

    private static Negotiation.Agreed agreed(
            ServerSettings settings, String sopClass, String... syntaxes) {
        var request =
                new Pdu.AssociateRequest(
                        AeTitle.of("RADFM"),
                        AeTitle.of("CT1"),
                        List.of(new ProposedContext(1, sopClass, List.of(syntaxes))),
                        user());
        return (Negotiation.Agreed) Negotiation.of(request, settings);
    }

    private static UserInformation user() {
        return new UserInformation(0, "1.2", "T", Optional.empty());
    }
}
