// SPDX-License-Identifier: Apache-2.0
package io.radfm.pixels.volume;

import java.util.ArrayList;
import java.util.List;

/// Orders the slices of one stack along its normal and measures what they form: spacing, gaps,
/// lean.
final class StackMeter {
    /// A distance that differs from the usual one by less than this part of it is the same.
    private static final double TOLERANCE = 0.1;

    private static final double LEAST_TILT_DEGREES = 0.5;

    /// Nearest and farthest that neighbouring slices of a volume are taken to be.
    private static final double FARTHEST_MM = 1e5;

    private StackMeter() {}

    static VolumePlan measure(List<Slice> stack, List<VolumePlan.Part> parts) {
        var findings = new ArrayList<Finding>();
        var slices = Stacks.places(stack).stream().map(List::getFirst).toList();
        if (slices.size() < stack.size()) {
            findings.add(new Finding.Duplicates(stack.size() - slices.size()));
        }
        var first = slices.getFirst().plane().orElseThrow();
        var last = slices.getLast().plane().orElseThrow();
        var normal = first.normal();
        double spacing = slices.getFirst().thickness();
        var step = normal.times(spacing);
        if (slices.size() > 1) {
            var distances = distances(slices, normal);
            spacing = distances.stream().sorted().toList().get(distances.size() / 2);
            step = last.position().minus(first.position()).times(1.0 / (slices.size() - 1));
            spacing(distances, spacing, findings);
            lean(slices, first, step, findings);
        }
        var geometry =
                new Geometry(
                        first.position(),
                        first.along(),
                        first.down(),
                        normal,
                        first.columnSpacing(),
                        first.rowSpacing(),
                        spacing,
                        step);
        return new VolumePlan(slices, geometry, parts, List.copyOf(findings));
    }

    private static List<Double> distances(List<Slice> slices, Vec3 normal) {
        var distances = new ArrayList<Double>();
        for (int i = 1; i < slices.size(); i++) {
            distances.add(
                    Stacks.depth(slices.get(i), normal) - Stacks.depth(slices.get(i - 1), normal));
        }
        return distances;
    }

    /// A distance of two or more usual ones is a gap; any other that differs is uneven.
    private static void spacing(List<Double> distances, double usual, List<Finding> findings) {
        int places = 0;
        int missing = 0;
        boolean uneven = false;
        for (double distance : distances) {
            long times = Math.round(distance / usual);
            boolean whole = Math.abs(distance - times * usual) <= TOLERANCE * usual;
            if (whole && times >= 2 && distance < FARTHEST_MM) {
                places++;
                missing += (int) times - 1;
            } else if (!whole || times != 1) {
                uneven = true;
            }
        }
        if (places > 0) {
            findings.add(new Finding.Gaps(places, missing));
        }
        if (uneven) {
            double least = distances.stream().min(Double::compare).orElseThrow();
            double most = distances.stream().max(Double::compare).orElseThrow();
            findings.add(new Finding.UnevenSpacing(least, most));
        }
    }

    private static void lean(List<Slice> slices, Plane first, Vec3 step, List<Finding> findings) {
        double alongNormal = step.dot(first.normal());
        double along = step.dot(first.along());
        double down = step.dot(first.down());
        double degrees = Math.toDegrees(Math.atan2(Math.hypot(along, down), alongNormal));
        double strayed = 0;
        for (var slice : slices) {
            var offset = slice.plane().orElseThrow().position().minus(first.position());
            var expected = step.times(offset.dot(first.normal()) / alongNormal);
            strayed = Math.max(strayed, offset.minus(expected).length());
        }
        if (strayed > TOLERANCE * Math.max(1, alongNormal)) {
            findings.add(new Finding.Misaligned(strayed));
        } else if (degrees >= LEAST_TILT_DEGREES) {
            double sign = Math.abs(down) >= Math.abs(along) ? down : along;
            findings.add(new Finding.GantryTilt(Math.copySign(degrees, sign)));
        }
    }
}
