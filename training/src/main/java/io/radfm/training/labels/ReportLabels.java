// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.labels;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a report says, all its mentions in order.
public record ReportLabels(List<Mention> mentions) {
    public ReportLabels {
        mentions = List.copyOf(mentions);
    }

    /// Present wins over uncertain, uncertain over absent; what is not named, named as uncertain
    /// alone, or of another time alone, is not known and not here.
    public SortedMap<String, Boolean> known() {
        var known = new TreeMap<String, Boolean>();
        presences()
                .forEach(
                        (label, presence) -> {
                            switch (presence) {
                                case PRESENT -> known.put(label, true);
                                case ABSENT -> known.put(label, false);
                                default -> {}
                            }
                        });
        return known;
    }

    /// For each label that is named, the strongest that is said of it.
    public SortedMap<String, Presence> presences() {
        var presences = new TreeMap<String, Presence>();
        for (var mention : mentions) {
            presences.merge(
                    mention.label(),
                    mention.presence(),
                    (one, other) -> one.compareTo(other) <= 0 ? one : other);
        }
        return presences;
    }

    /// On which side a label is said to be; both where its mentions name both. Mentions that are
    /// sure of it come first, those that are not only where they name no side.
    public Laterality side(String label) {
        var sure = side(label, Presence.PRESENT);
        return sure == Laterality.UNSAID ? side(label, Presence.UNCERTAIN) : sure;
    }

    private Laterality side(String label, Presence presence) {
        return mentions.stream()
                .filter(mention -> mention.label().equals(label))
                .filter(mention -> mention.presence() == presence)
                .map(Mention::side)
                .reduce(Laterality.UNSAID, Laterality::and);
    }

    /// The mentions that say it is there.
    public List<Mention> present(String label) {
        return mentions.stream()
                .filter(mention -> mention.label().equals(label))
                .filter(mention -> mention.presence() == Presence.PRESENT)
                .toList();
    }
}
