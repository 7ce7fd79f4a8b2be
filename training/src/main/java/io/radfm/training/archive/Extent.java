// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.archive;

import com.fasterxml.jackson.annotation.JsonProperty;

/// Offsets of a partition, `to` is the one after the last.
record Extent(
        @JsonProperty("topic") String topic,
        @JsonProperty("partition") int partition,
        @JsonProperty("from") long from,
        @JsonProperty("to") long to) {
    Extent {
        new Place(topic, partition);
        if (from < 0 || to <= from) {
            throw new IllegalArgumentException("impossible: offsets of an extent");
        }
    }

    Place place() {
        return new Place(topic, partition);
    }

    long offsets() {
        return to - from;
    }

    @Override
    public String toString() {
        return place() + " offsets " + from + " to " + (to - 1);
    }
}
