// SPDX-License-Identifier: Apache-2.0
package io.radfm.wire.scp;

import io.radfm.wire.dimse.DimseStatus;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CompletionStage;

/// What is done with the objects that arrive.
@FunctionalInterface
public interface StoreService {
    /// Reads the object and answers its status, or a promise of it.
    ///
    /// Called on the association's virtual thread while the object arrives, for one object of an
    /// association at a time. The stream is good until this returns; what was not read of it is
    /// read and forgotten. The response goes out when the stage completes, from any thread, so with
    /// an asynchronous operations window the next object may arrive before this one is durable.
    ///
    /// When the stream throws, the object is not whole: nothing of it may be kept, and the
    /// exception should be let through.
    ///
    /// @param dataSet the data set in `request.transferSyntax()`, without Part 10 header; an
    ///   [io.radfm.wire.dimse.DataSetStream], whose `transferTo` is the fast way to read it
    /// @throws IOException answered with 0xA700, so that the sender tries again; other exceptions
    ///   are answered with 0xC000, and logged
    CompletionStage<DimseStatus> store(StoreRequest request, InputStream dataSet)
            throws IOException;
}
