// SPDX-License-Identifier: Apache-2.0
package io.radfm.streams.composition;

import static java.util.Comparator.comparing;

import io.radfm.events.InstanceReceived;
import io.radfm.events.ScanKind;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/// Which scans the model sees when a study has more than it can take.
///
/// Volumes: the first of each series before its further ones (time points, echoes), acquired before
/// derived ([Scan#rank]), then those with more slices, then the earlier series. Images: spread
/// evenly over the study. Slices of an overlong volume: spread evenly over the volume. What is
/// chosen stays in reading order.
final class ScanChoice {
    private final CompositionPolicy policy;

    ScanChoice(CompositionPolicy policy) {
        this.policy = policy;
    }

    record Chosen(List<Scan> scans, List<InstanceReceived> over) {}

    Chosen from(List<Scan> scans) {
        var volumes = identities(bestVolumes(of(ScanKind.VOLUME_3D, scans)));
        var images = identities(spread(of(ScanKind.IMAGE_2D, scans), policy.maxImages()));
        var chosen = new ArrayList<Scan>();
        var over = new ArrayList<InstanceReceived>();
        for (var scan : scans) {
            if (!volumes.contains(scan) && !images.contains(scan)) {
                over.addAll(scan.instances());
                continue;
            }
            var kept = spread(scan.instances(), policy.maxSlices());
            if (kept.size() < scan.instances().size()) {
                var keptSet = identities(kept);
                scan.instances().stream().filter(one -> !keptSet.contains(one)).forEach(over::add);
            }
            chosen.add(scan.with(kept));
        }
        return new Chosen(chosen, over);
    }

    private static List<Scan> of(ScanKind kind, List<Scan> scans) {
        return scans.stream().filter(scan -> scan.kind() == kind).toList();
    }

    /// The sort is stable: equals keep their reading order.
    private List<Scan> bestVolumes(List<Scan> volumes) {
        var nth = new IdentityHashMap<Scan, Integer>();
        var seen = new HashMap<String, Integer>();
        for (var scan : volumes) {
            nth.put(scan, seen.merge(scan.first().getSeriesInstanceUid(), 1, Integer::sum));
        }
        return volumes.stream()
                .sorted(
                        comparing((Scan scan) -> nth.get(scan) > 1)
                                .thenComparing(Scan::rank)
                                .thenComparing(nth::get)
                                .thenComparing(scan -> -scan.slices()))
                .limit(policy.maxVolumes())
                .toList();
    }

    /// Scans and instances are large; the same object is meant, not an equal one.
    private static <T> Set<T> identities(Collection<T> some) {
        Set<T> set = Collections.newSetFromMap(new IdentityHashMap<>());
        set.addAll(some);
        return set;
    }

    private static <T> List<T> spread(List<T> all, int most) {
        if (all.size() <= most) {
            return all;
        }
        var some = new ArrayList<T>(most);
        for (long i = 0; i < most; i++) {
            some.add(all.get((int) (i * all.size() / most)));
        }
        return some;
    }
}
