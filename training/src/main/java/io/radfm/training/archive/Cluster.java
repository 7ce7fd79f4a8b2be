// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.archive;

import java.io.Closeable;
import java.io.IOException;

/// Where an archive is put back.
interface Cluster extends Closeable {
    /// Makes the topic as the catalogue has it, or finds it there.
    ///
    /// @throws IOException for one with another number of partitions: keys would be elsewhere
    void create(String topic, int partitions) throws IOException;

    /// @param origin Kafka's id of the cluster that was archived
    /// @param schemas by the ids they had there
    /// @throws IOException for a partition that holds other records than restored ones
    Writer write(Place place, String origin, Payloads.Schemas schemas) throws IOException;

    /// Writes a partition, in order. What was not committed is not there.
    interface Writer extends Closeable {
        /// The offset in the archive of the record that is written next; 0 for an empty partition.
        long next();

        void write(Archived record) throws IOException;

        void commit() throws IOException;
    }
}
