// SPDX-License-Identifier: Apache-2.0
package io.radfm.ingest;

import io.radfm.dicom.DicomReader;
import io.radfm.dicom.MalformedDicom;
import io.radfm.dicom.ReadOptions;
import io.radfm.dicom.TransferSyntax;
import io.radfm.storage.ObjectRef;
import io.radfm.storage.ObjectStore;
import io.radfm.storage.StorageException;
import io.radfm.wire.dimse.DimseStatus;
import io.radfm.wire.scp.StoreRequest;
import io.radfm.wire.scp.StoreService;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;

/// Takes each object that a sender stores: contract 1, acknowledge after durable.
///
/// Success is answered when the object survives loss of power *and* Kafka has its event; both are
/// waited for at once. The event is sent when the object is sealed, so that neither the death of
/// this process nor a slow disk can leave an event whose object never comes. Loss of power and a
/// failing disk can; then the sender was not told success, and sends it again.
///
/// Called on the thread of each association; any number at once, up to a bound.
final class InstanceReceiver implements StoreService {
    private static final Logger LOG = LoggerFactory.getLogger(InstanceReceiver.class);

    private final ObjectStore store;
    private final EventPublisher publisher;
    private final InstanceEvents events;
    private final IngestMetrics metrics;
    private final Semaphore room;
    private final int maxInFlight;

    InstanceReceiver(
            ObjectStore store,
            EventPublisher publisher,
            InstanceEvents events,
            IngestMetrics metrics,
            int maxInFlight) {
        this.store = store;
        this.publisher = publisher;
        this.events = events;
        this.metrics = metrics;
        this.room = new Semaphore(maxInFlight);
        this.maxInFlight = maxInFlight;
    }

    int inFlight() {
        return maxInFlight - room.availablePermits();
    }

    @Override
    public CompletionStage<DimseStatus> store(StoreRequest request, InputStream dataSet)
            throws IOException {
        if (!room.tryAcquire()) {
            return answered(DimseStatus.outOfResources("too many objects under way"));
        }
        CompletionStage<DimseStatus> answer = null;
        try {
            answer = receive(request, dataSet);
        } finally {
            if (answer == null) {
                room.release();
            }
        }
        return answer.whenComplete((_, _) -> room.release());
    }

    private CompletionStage<DimseStatus> receive(StoreRequest request, InputStream dataSet)
            throws IOException {
        try (var upload = store.begin()) {
            upload.write(PartTen.head(request));
            var copy = new Copy(dataSet, upload);
            var header =
                    DicomReader.readHeader(
                            copy, TransferSyntax.of(request.transferSyntax()), ReadOptions.HEADER);
            events.check(request, header.dataSet());
            copy.finish();
            var arrived = Instant.now();
            long start = System.nanoTime();
            var event = events.of(request, header, upload.seal(), arrived);
            var stored = upload.commit();
            var published = publisher.publish(event);
            return stored.thenCombine(published, (ref, _) -> durable(ref, start))
                    .exceptionally(this::notDurable);
        } catch (Refused refused) {
            return answered(refused.status());
        } catch (MalformedDicom malformed) {
            return answered(DimseStatus.cannotUnderstand(malformed.getMessage()));
        } catch (StorageException e) {
            return answered(refusal(e));
        }
    }

    private DimseStatus durable(ObjectRef ref, long startNanos) {
        metrics.durable(ref.bytes(), Duration.ofNanos(System.nanoTime() - startNanos));
        metrics.answered(DimseStatus.SUCCESS);
        return DimseStatus.SUCCESS;
    }

    private DimseStatus notDurable(Throwable wrapped) {
        var cause = wrapped instanceof CompletionException ? wrapped.getCause() : wrapped;
        if (cause instanceof StorageException e) {
            return counted(refusal(e));
        }
        LOG.warn("an event is not certain to be on Kafka; the object is refused", cause);
        return counted(DimseStatus.outOfResources("event not acknowledged, try again"));
    }

    private static DimseStatus refusal(StorageException e) {
        LOG.warn("an object is refused: {}", e.getMessage());
        return switch (e) {
            case StorageException.ObjectTooLarge large ->
                    DimseStatus.cannotUnderstand(large.getMessage());
            default -> DimseStatus.outOfResources(e.getMessage());
        };
    }

    private CompletionStage<DimseStatus> answered(DimseStatus status) {
        return CompletableFuture.completedFuture(counted(status));
    }

    private DimseStatus counted(DimseStatus status) {
        metrics.answered(status);
        return status;
    }
}
