// SPDX-License-Identifier: Apache-2.0
package io.radfm.streams.composition;

import static java.util.Comparator.comparing;
import static java.util.Comparator.naturalOrder;
import static java.util.Comparator.nullsLast;

import io.radfm.events.InstanceReceived;
import io.radfm.events.SeriesSummary;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// The order in which series and instances are read: by their numbers, as they were acquired; what
/// has no number comes last, and UIDs decide the rest so that the order never depends on arrival.
public final class ReadingOrder {
    /// As scanners count them: `….9` before `….10`.
    private static final Comparator<String> OF_UIDS =
            comparing(String::length).thenComparing(naturalOrder());

    public static final Comparator<SeriesSummary> OF_SERIES =
            comparing(SeriesSummary::getNumber, nullsLast(naturalOrder()))
                    .thenComparing(SeriesSummary::getSeriesInstanceUid, OF_UIDS);

    static final Comparator<InstanceReceived> OF_INSTANCES =
            comparing(InstanceReceived::getInstanceNumber, nullsLast(naturalOrder()))
                    .thenComparing(
                            InstanceReceived::getAcquisitionNumber, nullsLast(naturalOrder()))
                    .thenComparing(instance -> instance.getInstance().getSopInstanceUid(), OF_UIDS);

    /// The same for images of one place: first what kind of image it is, then its number.
    static final Comparator<InstanceReceived> OF_REPEATS =
            comparing((InstanceReceived instance) -> String.join("\\", instance.getImageType()))
                    .thenComparing(
                            InstanceReceived::getAcquisitionNumber, nullsLast(naturalOrder()))
                    .thenComparing(OF_INSTANCES);

    /// Modalities of objects about images rather than of images (PS3.3 C.7.3.1.1.1).
    private static final Set<String> NOT_IMAGES =
            Set.of("SR", "PR", "KO", "DOC", "REG", "SEG", "FID", "RTSTRUCT", "RTPLAN", "OT");

    private ReadingOrder() {}

    /// The modality with most instances; objects that are no images count only when there is
    /// nothing else.
    public static String mainModality(List<SeriesSummary> series) {
        Map<String, Integer> images = new TreeMap<>();
        Map<String, Integer> others = new TreeMap<>();
        for (var one : series) {
            var counts = NOT_IMAGES.contains(one.getModality()) ? others : images;
            counts.merge(one.getModality(), one.getInstances(), Integer::sum);
        }
        return (images.isEmpty() ? others : images)
                .entrySet().stream()
                        .max(
                                Map.Entry.<String, Integer>comparingByValue()
                                        .thenComparing(
                                                Map.Entry.comparingByKey(
                                                        Comparator.reverseOrder())))
                        .map(Map.Entry::getKey)
                        .orElse("OT");
    }
}
