// SPDX-License-Identifier: Apache-2.0
package io.radfm.wire.scu;

import io.radfm.dicom.SopClass;
import io.radfm.dicom.TransferSyntax;
import io.radfm.wire.dimse.Command;
import io.radfm.wire.dimse.DimseStatus;
import io.radfm.wire.dimse.Message;
import io.radfm.wire.dimse.MessageReader;
import io.radfm.wire.dimse.MessageWriter;
import io.radfm.wire.pdu.ProposedContext;
import io.radfm.wire.upper.Alarm;
import io.radfm.wire.upper.Association;
import io.radfm.wire.upper.Indication;

import java.io.IOException;
import java.util.List;

/// Is there a DICOM application entity of this title? (Verification, PS3.4 Annex A)
public final class Echo {
    private static final ProposedContext VERIFICATION =
            new ProposedContext(
                    1,
                    SopClass.VERIFICATION,
                    List.of(TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN.uid()));

    private Echo() {}

    /// One association, one C-ECHO, and a release.
    ///
    /// @throws IOException nobody there, no association ([AssociationRejected]), or no answer
    public static DimseStatus verify(Destination to, ScuSettings settings) throws IOException {
        var peer = Requestor.connect(to, settings.withWindow(1), List.of(VERIFICATION));
        try (var association = peer.association()) {
            if (peer.contexts().isEmpty()) {
                release(association);
                throw new IOException("the peer does not accept the Verification SOP class");
            }
            new MessageWriter(
                            association,
                            peer.peerMaxPduBytes(),
                            settings.association().maxPduBytes())
                    .command(VERIFICATION.id(), new Command.EchoRq(1));
            try (var late = new Alarm(settings.response(), association::abort)) {
                late.start();
                var answer = new MessageReader(association, peer.contexts(), 0).next();
                late.stop();
                if (answer instanceof Message.Arrived arrived
                        && arrived.command() instanceof Command.EchoRsp(_, var status)) {
                    release(association);
                    return status;
                }
            }
            throw new IOException("no answer to C-ECHO");
        }
    }

    private static void release(Association association) throws IOException {
        association.requestRelease();
        while (!(association.next() instanceof Indication.Closed)) {}
    }
}
