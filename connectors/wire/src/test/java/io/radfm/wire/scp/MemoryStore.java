// SPDX-License-Identifier: Apache-2.0
package io.radfm.wire.scp;

import io.radfm.wire.dimse.DimseStatus;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// Keeps whole objects by SOP Instance UID, and counts those that were cut off.
public final class MemoryStore implements StoreService {
    public record Stored(StoreRequest request, byte[] dataSet) {}

    public final Map<String, Stored> objects = new ConcurrentHashMap<>();
    public final AtomicInteger cutOff = new AtomicInteger();

    @Override
    public CompletionStage<DimseStatus> store(StoreRequest request, InputStream dataSet)
            throws IOException {
        var bytes = new ByteArrayOutputStream();
        try {
            dataSet.transferTo(bytes);
        } catch (IOException e) {
            cutOff.incrementAndGet();
            throw e;
        }
        objects.put(request.sopInstanceUid(), new Stored(request, bytes.toByteArray()));
        return CompletableFuture.completedFuture(DimseStatus.SUCCESS);
    }
}
