// SPDX-License-Identifier: Apache-2.0
package io.radfm.results.delivery;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.radfm.dicom.DataSet;
import io.radfm.dicom.DicomReader;
import io.radfm.dicom.DicomWriter;
import io.radfm.dicom.ReadOptions;
import io.radfm.dicom.Tag;
import io.radfm.dicom.TransferSyntax;
import io.radfm.events.Draft;
import io.radfm.wire.dimse.DimseStatus;
import io.radfm.wire.pdu.AnsweredContext;
import io.radfm.wire.scu.Destination;
import io.radfm.wire.scu.ObjectKind;
import io.radfm.wire.scu.Outgoing;
import io.radfm.wire.scu.ScuSettings;
import io.radfm.wire.scu.StoreScu;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;

/// The step that sends a draft's SR to the PACS by C-STORE until it has an answer that lasts.
///
/// Success and warnings are acceptance. "Out of resources" and "resource limitation" (PS3.4 §B.2.3,
/// PS3.7 §C.5), a refused association and a lost connection are "later", without end. "Processing
/// failure" is "later" too, but what fails twenty times in a row is this document's fault. That and
/// any other status is a refusal: the receipt says so, and the next document has its turn.
public final class PacsDelivery implements DraftFollower.Step {
    private static final int PROCESSING_FAILURE = 0x0110;
    private static final int RESOURCE_LIMITATION = 0x0213;
    private static final int MOST_FAILURES = 20;

    /// Explicit VR first; implicit VR is what every peer must take (PS3.5 §10.1).
    private static final List<TransferSyntax> SYNTAXES =
            List.of(
                    TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN,
                    TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN);

    private final SrWriting writing;
    private final Delivered delivered;
    private final Destination to;
    private final ScuSettings settings;
    private final Counter accepted;
    private final Counter refused;
    private final Counter failed;
    private Failures failures = new Failures("", 0);

    /// How often in a row the PACS answered that it failed on this draft.
    private record Failures(String draftId, int times) {
        Failures another(String id) {
            return new Failures(id, id.equals(draftId) ? times + 1 : 1);
        }
    }

    public PacsDelivery(
            SrWriting writing,
            Delivered delivered,
            Destination to,
            ScuSettings settings,
            MeterRegistry metrics) {
        this.writing = writing;
        this.delivered = delivered;
        this.to = to;
        this.settings = settings;
        this.accepted = counter(metrics, "accepted");
        this.refused = counter(metrics, "refused");
        this.failed = counter(metrics, "later");
    }

    private static Counter counter(MeterRegistry metrics, String answer) {
        return Counter.builder("radfm.results.pacs.stores")
                .description("SRs offered to the PACS, by what it answered")
                .tag("answer", answer)
                .register(metrics);
    }

    @Override
    public void take(Draft draft, int attempt) throws IOException, InterruptedException {
        if (isSettled(draft)) {
            return;
        }
        var file = writing.write(draft, attempt);
        if (file.isEmpty()) {
            return;
        }
        try {
            settle(draft, attempt, send(file.get()));
        } catch (IOException e) {
            failed.increment();
            delivered.keep(draft, Receipt.waiting(to.toString(), e.getMessage(), attempt));
            throw e;
        }
    }

    /// Answered before, by this destination, when the offset was not committed any more.
    private boolean isSettled(Draft draft) throws IOException {
        return delivered
                .receipt(draft)
                .filter(receipt -> receipt.to().equals(to.toString()))
                .filter(receipt -> receipt.status() != Receipt.Status.WAITING)
                .isPresent();
    }

    private void settle(Draft draft, int attempt, DimseStatus status) throws IOException {
        if (status.isAccepted()) {
            accepted.increment();
            delivered.keep(draft, Receipt.accepted(to.toString(), attempt));
        } else if (isLater(draft, status)) {
            throw new IOException(to + " answered " + status);
        } else {
            refused.increment();
            delivered.keep(
                    draft, Receipt.refused(to.toString(), "It answered " + status + ".", attempt));
        }
    }

    private boolean isLater(Draft draft, DimseStatus status) {
        if (status.code() != PROCESSING_FAILURE) {
            return status.isTransient() || status.code() == RESOURCE_LIMITATION;
        }
        failures = failures.another(draft.getDraftId());
        return failures.times() < MOST_FAILURES;
    }

    private DimseStatus send(Path file) throws IOException, InterruptedException {
        var document = DicomReader.read(file, ReadOptions.WHOLE).dataSet();
        var sopClass = document.string(Tag.SOP_CLASS_UID).orElseThrow();
        var kinds =
                SYNTAXES.stream().map(syntax -> new ObjectKind(sopClass, syntax.uid())).toList();
        try (var association = StoreScu.connect(to, settings, kinds)) {
            var kind =
                    kinds.stream()
                            .filter(
                                    it ->
                                            association.answer(it)
                                                    == AnsweredContext.Result.ACCEPTANCE)
                            .findFirst()
                            .orElse(kinds.getFirst());
            var status = association.send(outgoing(document, kind)).get();
            association.release();
            return status;
        } catch (ExecutionException e) {
            throw new IOException(e.getCause().getMessage(), e.getCause());
        }
    }

    private static Outgoing outgoing(DataSet document, ObjectKind kind) throws IOException {
        var bytes = new ByteArrayOutputStream();
        DicomWriter.writeDataSet(bytes, document, TransferSyntax.of(kind.transferSyntax()));
        return Outgoing.of(
                kind, document.string(Tag.SOP_INSTANCE_UID).orElseThrow(), bytes.toByteArray());
    }
}
