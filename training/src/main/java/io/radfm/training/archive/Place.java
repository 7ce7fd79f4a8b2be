// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.archive;

import java.util.Comparator;

/// A partition of a topic.
public record Place(String topic, int partition) implements Comparable<Place> {
    private static final Comparator<Place> ORDER =
            Comparator.comparing(Place::topic).thenComparing(Place::partition);

    public Place {
        if (topic == null || !topic.matches("[\\w.-]{1,249}") || topic.matches("\\.{1,2}")) {
            throw new IllegalArgumentException("no name of a topic");
        }
        if (partition < 0) {
            throw new IllegalArgumentException("no number of a partition");
        }
    }

    String folder() {
        return "topics/" + topic + "/" + partition + "/";
    }

    @Override
    public int compareTo(Place other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return topic + "-" + partition;
    }
}
