// SPDX-License-Identifier: Apache-2.0
package io.radfm.streams.composition;

import static java.util.Comparator.comparingDouble;

import io.radfm.events.InstanceReceived;
import io.radfm.events.ScanKind;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/// Takes the images of one series apart into scans.
/// - Three frames or more in one object are a volume of their own.
/// - Three single slices or more of a sliced modality, with the same matrix and the same
///   orientation, are a volume, ordered by position along the normal.
/// - Everything else is one picture per object; but a few odd slices beside a volume are not shown.
///
/// What only pixels or timing can tell (time points at the same place, gaps, tilt) is left to
/// preparation.
final class ScanFinder {
    static final int FEWEST_SLICES = 3;
    private static final Set<String> SLICED = Set.of("CT", "MR", "PT", "NM", "OPT");

    /// Direction cosines that differ by less are the same orientation, about one degree.
    private static final double SAME_DIRECTION = 0.02;

    private ScanFinder() {}

    /// @param scans in the order they are read
    /// @param odd slices that belong to no scan
    record Found(List<Scan> scans, List<InstanceReceived> odd) {}

    /// @param series the shown images of one series, in reading order
    static Found in(List<InstanceReceived> series) {
        var scans = new ArrayList<Scan>();
        var pictures = new ArrayList<InstanceReceived>();
        for (var stack : stacks(series)) {
            if (stack.size() == 1 && stack.getFirst().getInstance().getFrames() >= FEWEST_SLICES) {
                scans.add(new Scan(ScanKind.VOLUME_3D, stack));
            } else if (stack.size() >= FEWEST_SLICES) {
                scans.add(new Scan(ScanKind.VOLUME_3D, alongNormal(stack)));
            } else {
                pictures.addAll(stack);
            }
        }
        if (!scans.isEmpty() && !pictures.isEmpty() && isSliced(pictures.getFirst())) {
            return new Found(scans, pictures);
        }
        pictures.forEach(one -> scans.add(new Scan(ScanKind.IMAGE_2D, List.of(one))));
        return new Found(scans, List.of());
    }

    private static boolean isSliced(InstanceReceived instance) {
        return SLICED.contains(instance.getModality());
    }

    /// Instances that lie on one another; those that never do are stacks of one.
    private static List<List<InstanceReceived>> stacks(List<InstanceReceived> series) {
        var stacks = new ArrayList<List<InstanceReceived>>();
        for (var instance : series) {
            var stack =
                    stacks.stream()
                            .filter(one -> fits(instance, one.getFirst()))
                            .findFirst()
                            .orElseGet(
                                    () -> {
                                        var opened = new ArrayList<InstanceReceived>();
                                        stacks.add(opened);
                                        return opened;
                                    });
            stack.add(instance);
        }
        return stacks;
    }

    private static boolean fits(InstanceReceived one, InstanceReceived other) {
        return isSliced(one)
                && isSliced(other)
                && one.getInstance().getFrames() < FEWEST_SLICES
                && other.getInstance().getFrames() < FEWEST_SLICES
                && Objects.equals(one.getRows(), other.getRows())
                && Objects.equals(one.getColumns(), other.getColumns())
                && sameDirection(one.getOrientation(), other.getOrientation());
    }

    private static boolean sameDirection(List<Double> one, List<Double> other) {
        if (one.size() != other.size()) {
            return false;
        }
        for (int i = 0; i < one.size(); i++) {
            if (Math.abs(one.get(i) - other.get(i)) > SAME_DIRECTION) {
                return false;
            }
        }
        return true;
    }

    /// Sorted by the distance from the origin along row × column (PS3.3 C.7.6.2.1.1).
    private static List<InstanceReceived> alongNormal(List<InstanceReceived> stack) {
        var normal = normal(stack.getFirst().getOrientation());
        boolean placed = stack.stream().allMatch(one -> one.getPosition().size() == 3);
        if (normal.length == 0 || !placed) {
            return stack;
        }
        return stack.stream()
                .sorted(
                        comparingDouble((InstanceReceived one) -> along(normal, one.getPosition()))
                                .thenComparing(ReadingOrder.OF_INSTANCES))
                .toList();
    }

    private static double[] normal(List<Double> o) {
        if (o.size() != 6) {
            return new double[0];
        }
        return new double[] {
            o.get(1) * o.get(5) - o.get(2) * o.get(4),
            o.get(2) * o.get(3) - o.get(0) * o.get(5),
            o.get(0) * o.get(4) - o.get(1) * o.get(3)
        };
    }

    private static double along(double[] normal, List<Double> position) {
        double sum = 0;
        for (int axis = 0; axis < normal.length; axis++) {
            sum += normal[axis] * position.get(axis);
        }
        return sum;
    }
}
