// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.archive;

import io.radfm.training.archive.Round.TopicId;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// What a cluster has and an archive has not.
final class News {
    private final Log log;
    private final Archive archive;
    private final List<TopicId> topics = new ArrayList<>();
    private final List<Extent> extents = new ArrayList<>();

    private long left;

    /// @param most offsets of all partitions
    News(Log log, Archive archive, long most) {
        this.log = log;
        this.archive = archive;
        left = most;
    }

    /// Looks at a topic; one that is not there has nothing new.
    ///
    /// @throws IOException for another topic of this name than the archive's
    void look(String topic) throws IOException {
        var found = log.topic(topic);
        if (found.isEmpty()) {
            return;
        }
        var id = new TopicId(topic, found.get().id(), found.get().partitions().size());
        var before = archive.topics().get(topic);
        if (before != null && !before.id().equals(id.id())) {
            throw new IOException(
                    topic
                            + " was deleted and made again since it was archived: begin a new"
                            + " archive");
        }
        topics.add(id);
        for (var range : found.get().partitions()) {
            look(new Place(topic, range.partition()), range);
        }
    }

    private void look(Place place, Log.Range range) throws IOException {
        long from = archive.end(place).orElse(range.begin());
        if (range.end() < from) {
            throw new IOException(
                    place
                            + " ends at offset "
                            + range.end()
                            + ", the archive has it to "
                            + from
                            + ": the cluster has lost records, or is another");
        }
        long to = Math.min(range.end(), from + left);
        if (to > from) {
            extents.add(new Extent(place.topic(), place.partition(), from, to));
            left -= to - from;
        }
    }

    List<TopicId> topics() {
        return topics;
    }

    List<Extent> extents() {
        return extents;
    }
}
