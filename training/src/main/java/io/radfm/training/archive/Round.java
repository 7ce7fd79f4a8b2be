// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.archive;

import com.fasterxml.jackson.annotation.JsonProperty;

import java.util.List;

/// What is copied before the next manifest is written, fixed when it begins: so that another
/// process can go on with it and comes to the same.
///
/// @param number counts from 1
/// @param previous digest of the manifest before, empty for the first
/// @param cluster Kafka's id
/// @param segmentBytes a segment that has so many of keys, headers and values is ended
record Round(
        @JsonProperty("format") int format,
        @JsonProperty("number") int number,
        @JsonProperty("previous") String previous,
        @JsonProperty("cluster") String cluster,
        @JsonProperty("segmentBytes") long segmentBytes,
        @JsonProperty("topics") List<TopicId> topics,
        @JsonProperty("extents") List<Extent> extents) {
    static final int FORMAT = 1;

    /// @param partitions of the topic, also those without a record
    record TopicId(
            @JsonProperty("name") String name,
            @JsonProperty("id") String id,
            @JsonProperty("partitions") int partitions) {
        TopicId {
            new Place(name, partitions - 1);
            if (id == null) {
                throw new IllegalArgumentException("impossible: a topic without id");
            }
        }
    }

    Round {
        if (format != FORMAT) {
            throw new IllegalArgumentException("format " + format + " is not known here");
        }
        if (number < 1 || segmentBytes < 1 || previous == null || cluster == null) {
            throw new IllegalArgumentException("impossible: a round's settings");
        }
        topics = List.copyOf(topics);
        extents = List.copyOf(extents);
    }

    long offsets() {
        return extents.stream().mapToLong(Extent::offsets).sum();
    }
}
