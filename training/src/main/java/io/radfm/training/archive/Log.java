// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.archive;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// Topics that can be archived, what is committed of them. Not for several threads.
interface Log extends Payloads.Schemas, Closeable {
    /// What there is of a partition.
    ///
    /// @param end the offset after the last
    record Range(int partition, long begin, long end) {}

    /// @param id a topic that is made again has another
    record Found(String id, List<Range> partitions) {}

    /// Is given each record in the order of a partition.
    interface Sink {
        void take(Archived record) throws IOException, InterruptedException;
    }

    /// Kafka's id of the cluster.
    String cluster() throws IOException;

    /// @return empty for a topic that is not there
    Optional<Found> topic(String name) throws IOException;

    /// Reads what there is from one offset to before another.
    ///
    /// @throws IOException also when records were deleted meanwhile
    void read(Place place, long from, long to, Sink sink) throws IOException, InterruptedException;
}
