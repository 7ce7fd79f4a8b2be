// SPDX-License-Identifier: Apache-2.0
package io.radfm.streams.composition;

import static java.util.Comparator.comparingDouble;

import io.radfm.events.InstanceReceived;

import java.util.ArrayList;
import java.util.List;

/// Parallel slices of one matrix, by their place along the normal.
///
/// @param places from the lowest up; the slices of one place in the order of their repetition.
///   Without positions every slice has a place of its own, in reading order.
record Stack(List<List<InstanceReceived>> places) {
    /// Closer than this is the same place, in millimetres.
    private static final double SAME_PLACE = 0.005;

    private static final int AXES = 3;

    /// @param slices in reading order
    static Stack of(List<InstanceReceived> slices) {
        boolean placed = slices.stream().allMatch(one -> one.getPosition().size() == AXES);
        if (!placed) {
            return new Stack(slices.stream().map(List::of).toList());
        }
        var along = direction(slices);
        var sorted =
                slices.stream()
                        .sorted(
                                comparingDouble((InstanceReceived one) -> depth(along, one))
                                        .thenComparing(ReadingOrder.OF_INSTANCES))
                        .toList();
        var places = new ArrayList<List<InstanceReceived>>();
        double start = Double.NEGATIVE_INFINITY;
        for (var slice : sorted) {
            double depth = depth(along, slice);
            if (depth - start > SAME_PLACE) {
                places.add(new ArrayList<>());
                start = depth;
            }
            places.getLast().add(slice);
        }
        places.forEach(place -> place.sort(ReadingOrder.OF_REPEATS));
        return new Stack(places);
    }

    /// The first slice of every place, then the second of every place that has one, and so on.
    List<List<InstanceReceived>> passes() {
        var passes = new ArrayList<List<InstanceReceived>>();
        for (var place : places) {
            for (int i = 0; i < place.size(); i++) {
                if (i == passes.size()) {
                    passes.add(new ArrayList<>());
                }
                passes.get(i).add(place.get(i));
            }
        }
        return passes;
    }

    /// Row × column (PS3.3 C.7.6.2.1.1); where the orientation is missing, the axis of the patient
    /// along which the slices are spread most.
    private static double[] direction(List<InstanceReceived> slices) {
        var o = slices.getFirst().getOrientation();
        if (!o.isEmpty()) {
            return new double[] {
                o.get(1) * o.get(5) - o.get(2) * o.get(4),
                o.get(2) * o.get(3) - o.get(0) * o.get(5),
                o.get(0) * o.get(4) - o.get(1) * o.get(3)
            };
        }
        var axis = new double[AXES];
        int widest = AXES - 1;
        for (int i = AXES - 1; i >= 0; i--) {
            widest = spread(slices, i) > spread(slices, widest) ? i : widest;
        }
        axis[widest] = 1;
        return axis;
    }

    private static double spread(List<InstanceReceived> slices, int axis) {
        var along = slices.stream().mapToDouble(one -> one.getPosition().get(axis));
        var range = along.summaryStatistics();
        return range.getMax() - range.getMin();
    }

    private static double depth(double[] direction, InstanceReceived slice) {
        double sum = 0;
        for (int axis = 0; axis < AXES; axis++) {
            sum += direction[axis] * slice.getPosition().get(axis);
        }
        return sum;
    }
}
