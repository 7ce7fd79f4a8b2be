// SPDX-License-Identifier: Apache-2.0
package io.radfm.streams.composition;

import io.radfm.events.InstanceReceived;
import io.radfm.events.ScanKind;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/// Takes the images of one series apart into scans.
/// - Three frames or more in one object are a volume of their own.
/// - Three single slices or more of a sliced modality, with the same matrix and the same
///   orientation, are a volume, ordered by position along the normal ([Stack]); places that were
///   imaged again and again (echoes, diffusion weights, time points) make a volume each time.
/// - Everything else is one picture per object; but a few odd slices beside a volume are not shown.
///
/// What only pixels can tell (gaps, tilt) is left to preparation.
final class ScanFinder {
    static final int FEWEST_SLICES = 3;

    /// Where one object may be one slice. A nuclear medicine object holds its slices as frames.
    private static final Set<String> SLICED = Set.of("CT", "MR", "PT", "OPT");

    /// Direction cosines that differ by less are the same orientation, about one degree.
    private static final double SAME_DIRECTION = 0.02;

    private ScanFinder() {}

    /// @param scans in the order they are read
    /// @param odd slices that belong to no scan
    /// @param doubles slices of a place that another slice of the scan shows already
    record Found(List<Scan> scans, List<InstanceReceived> odd, List<InstanceReceived> doubles) {}

    /// @param series the shown images of one series, in reading order
    static Found in(List<InstanceReceived> series) {
        var scans = new ArrayList<Scan>();
        var pictures = new ArrayList<InstanceReceived>();
        var doubles = new ArrayList<InstanceReceived>();
        for (var stack : stacks(series)) {
            if (stack.size() == 1 && stack.getFirst().getInstance().getFrames() >= FEWEST_SLICES) {
                scans.add(new Scan(ScanKind.VOLUME_3D, stack));
                continue;
            }
            var passes = Stack.of(stack).passes();
            if (passes.getFirst().size() < FEWEST_SLICES) {
                pictures.addAll(stack);
                continue;
            }
            int fewest = Math.max(FEWEST_SLICES, passes.getFirst().size() / 2);
            for (var pass : passes) {
                if (pass.size() >= fewest) {
                    scans.add(new Scan(ScanKind.VOLUME_3D, pass));
                } else {
                    doubles.addAll(pass);
                }
            }
        }
        if (!scans.isEmpty() && !pictures.isEmpty() && isSliced(pictures.getFirst())) {
            return new Found(scans, pictures, doubles);
        }
        pictures.forEach(one -> scans.add(new Scan(ScanKind.IMAGE_2D, List.of(one))));
        return new Found(scans, List.of(), doubles);
    }

    private static boolean isSliced(InstanceReceived instance) {
        return SLICED.contains(instance.getModality());
    }

    /// Instances that lie on one another; those that never do are stacks of one.
    private static List<List<InstanceReceived>> stacks(List<InstanceReceived> series) {
        var stacks = new ArrayList<List<InstanceReceived>>();
        var open = new ArrayList<List<InstanceReceived>>();
        for (var instance : series) {
            if (!isSlice(instance)) {
                stacks.add(List.of(instance));
                continue;
            }
            var stack = open.stream().filter(one -> fits(instance, one.getFirst())).findFirst();
            if (stack.isPresent()) {
                stack.get().add(instance);
            } else {
                var opened = new ArrayList<>(List.of(instance));
                stacks.add(opened);
                open.add(opened);
            }
        }
        return stacks;
    }

    private static boolean isSlice(InstanceReceived instance) {
        return isSliced(instance) && instance.getInstance().getFrames() < FEWEST_SLICES;
    }

    private static boolean fits(InstanceReceived one, InstanceReceived other) {
        return Objects.equals(one.getRows(), other.getRows())
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
}
