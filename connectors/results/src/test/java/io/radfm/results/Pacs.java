// SPDX-License-Identifier: Apache-2.0
package io.radfm.results;

import io.radfm.dicom.DataSet;
import io.radfm.dicom.DicomReader;
import io.radfm.dicom.ReadOptions;
import io.radfm.dicom.TransferSyntax;
import io.radfm.wire.AeTitle;
import io.radfm.wire.dimse.DimseStatus;
import io.radfm.wire.scp.DicomServer;
import io.radfm.wire.scp.ServerListener;
import io.radfm.wire.scp.ServerSettings;
import io.radfm.wire.scp.StoreRequest;
import io.radfm.wire.scu.Destination;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;

/// An archive that takes what is sent, after it has given the answers it was told to give first.
public final class Pacs implements AutoCloseable {
    /// Instances in the order in which they were offered, those that were refused too.
    public final List<String> offered = new CopyOnWriteArrayList<>();

    public final List<DataSet> kept = new CopyOnWriteArrayList<>();
    private final Deque<DimseStatus> first;
    private final DicomServer server;

    private Pacs(int port, List<DimseStatus> first) throws IOException {
        this.first = new ConcurrentLinkedDeque<>(first);
        this.server =
                DicomServer.start(
                        ServerSettings.onLoopback(AeTitle.of("PACS"), port),
                        this::store,
                        ServerListener.NONE);
    }

    public static Pacs start(DimseStatus... first) throws IOException {
        return new Pacs(0, List.of(first));
    }

    /// On a port that something else had before.
    public static Pacs startAgain(Destination at) throws IOException {
        return new Pacs(at.port(), List.of());
    }

    public Destination destination() {
        return new Destination(AeTitle.of("PACS"), "127.0.0.1", server.address().getPort());
    }

    private CompletionStage<DimseStatus> store(StoreRequest request, InputStream dataSet)
            throws IOException {
        var bytes = new ByteArrayOutputStream();
        dataSet.transferTo(bytes);
        offered.add(request.sopInstanceUid());
        var answer = first.poll();
        if (answer == null || answer.isAccepted()) {
            var syntax = TransferSyntax.of(request.transferSyntax());
            var read = new ByteArrayInputStream(bytes.toByteArray());
            kept.add(DicomReader.readHeader(read, syntax, ReadOptions.WHOLE).dataSet());
        }
        return CompletableFuture.completedFuture(answer == null ? DimseStatus.SUCCESS : answer);
    }

    @Override
    public void close() {
        server.close(Duration.ZERO);
    }
}
