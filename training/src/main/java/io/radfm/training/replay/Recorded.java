// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.replay;

import io.radfm.events.Topic;
import io.radfm.training.sample.Sample.Source;

import org.apache.avro.specific.SpecificRecord;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/// Topics as they were recorded. Not for several threads.
interface Recorded extends Closeable {
    /// A part of a partition.
    ///
    /// @param to the offset after the last
    record Extent(String topic, int partition, long from, long to) {
        long records() {
            return Math.max(0, to - from);
        }
    }

    /// Is given each record in the order of a partition.
    interface Sink<T> {
        void take(Source.Record place, T value) throws IOException;
    }

    /// What there is of a topic now, partition after partition; nothing for a topic that is not
    /// there.
    List<Extent> extents(Topic<?> topic, Window window) throws IOException;

    /// All that the record at a place was made of.
    default List<Source.Record> origins(Source.Record place) {
        return List.of(place);
    }

    /// Reads all records of an extent.
    ///
    /// @return how many could not be decoded
    /// @throws IOException also when records of the extent are gone
    <T extends SpecificRecord> long read(Topic<T> topic, Extent extent, Sink<T> sink)
            throws IOException;
}
