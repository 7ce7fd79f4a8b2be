// SPDX-License-Identifier: Apache-2.0
package io.radfm.pixels.volume;

import io.radfm.pixels.volume.Finding.SeveralVolumes.By;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/// Parts placed slices into stacks that each fill one grid once.
///
/// Shape, frame of reference and orientation always part. Image type, echo, diffusion and time part
/// only a stack in which places repeat, and only if that makes places repeat less: scanners vary
/// these from slice to slice of one volume too.
final class Stacks {
    /// Closer than this along the normal is the same place.
    static final double SAME_PLACE_MM = 0.005;

    private static final double SAME_DIRECTION = Math.cos(Math.toRadians(0.5));
    private static final double SAME_SPACING = 0.001;

    private final List<Finding> findings = new ArrayList<>();
    private int orientations;

    record Stack(List<Slice> slices, List<VolumePlan.Part> parts) {}

    /// A trait by which repeated places may be told apart; keys sort as numbers where they are.
    private record Trait(By by, Function<Slice, String> key) {}

    private static final List<Trait> TRAITS =
            List.of(
                    new Trait(By.IMAGE_TYPE, slice -> String.join("\\", slice.imageType())),
                    new Trait(By.ECHO, slice -> Double.toString(slice.echoTime())),
                    new Trait(By.DIFFUSION, Slice::diffusion),
                    new Trait(By.TIME, slice -> slice.times().get(0)),
                    new Trait(By.TIME, slice -> slice.times().get(1)),
                    new Trait(By.TIME, slice -> slice.times().get(2)),
                    new Trait(By.TIME, slice -> slice.times().get(3)));

    List<Finding> findings() {
        return findings;
    }

    int orientations() {
        return orientations;
    }

    /// Slices come by number ([SeriesPlanner#BY_NUMBER]), so stacks do too.
    List<Stack> of(List<Slice> placed) {
        var shapes = byKey(placed, Stacks::grid);
        var grids = new ArrayList<Stack>();
        note(By.SHAPE, shapes.size());
        for (var shape : shapes) {
            var directions = byOrientation(shape);
            note(By.ORIENTATION, directions.size());
            orientations = Math.max(orientations, directions.size());
            int index = 0;
            for (var direction : directions) {
                var parts = new ArrayList<VolumePlan.Part>();
                part(parts, By.SHAPE, shapes.indexOf(shape), shapes.size());
                part(parts, By.ORIENTATION, index++, directions.size());
                grids.add(new Stack(direction, List.copyOf(parts)));
            }
        }
        return grids.stream().flatMap(grid -> parted(grid, 0).stream()).toList();
    }

    private List<Stack> parted(Stack stack, int firstTrait) {
        int repeats = repeats(stack.slices());
        if (repeats == 0) {
            return List.of(stack);
        }
        for (int i = firstTrait; i < TRAITS.size(); i++) {
            var trait = TRAITS.get(i);
            var groups = byKey(stack.slices(), trait.key());
            if (explains(groups, stack.slices(), repeats)) {
                return split(stack, groups, trait.by(), i + 1);
            }
        }
        return byRank(stack);
    }

    private List<Stack> split(Stack stack, List<List<Slice>> groups, By by, int nextTrait) {
        note(by, groups.size());
        var stacks = new ArrayList<Stack>();
        for (int i = 0; i < groups.size(); i++) {
            var parts = new ArrayList<>(stack.parts());
            part(parts, by, i, groups.size());
            stacks.addAll(parted(new Stack(groups.get(i), List.copyOf(parts)), nextTrait));
        }
        return stacks;
    }

    /// The groups repeat fewer places than the whole, and each holds a fair part of the places: the
    /// acquisition time of single slices explains nothing.
    private static boolean explains(List<List<Slice>> groups, List<Slice> all, int repeats) {
        int places = all.size() - repeats;
        boolean fair = 2L * all.size() >= (long) places * groups.size();
        return groups.size() > 1
                && fair
                && groups.stream().mapToInt(Stacks::repeats).sum() < repeats;
    }

    /// Nothing tells them apart but every place was imaged equally often, under different instance
    /// numbers (or frames): time points in the order of those numbers. Else they are duplicates,
    /// which [StackMeter] drops.
    private List<Stack> byRank(Stack stack) {
        var places = places(stack.slices());
        int times = places.getFirst().size();
        boolean even = places.stream().allMatch(place -> place.size() == times);
        boolean numbered =
                places.stream()
                        .allMatch(
                                place ->
                                        place.stream()
                                                        .map(s -> s.number() + "." + s.frame())
                                                        .distinct()
                                                        .count()
                                                == times);
        if (!even || !numbered || places.size() < 2) {
            return List.of(stack);
        }
        var groups = new ArrayList<List<Slice>>();
        for (int time = 0; time < times; time++) {
            int rank = time;
            groups.add(places.stream().map(place -> place.get(rank)).toList());
        }
        return split(stack, groups, By.TIME, TRAITS.size());
    }

    private static int repeats(List<Slice> slices) {
        return slices.size() - places(slices).size();
    }

    /// The slices of each place along the normal, places ascending, slices of a place by number.
    static List<List<Slice>> places(List<Slice> slices) {
        var normal = slices.getFirst().plane().orElseThrow().normal();
        var sorted = new ArrayList<>(slices);
        sorted.sort(Comparator.comparingDouble(slice -> depth(slice, normal)));
        var places = new ArrayList<List<Slice>>();
        double start = Double.NEGATIVE_INFINITY;
        for (var slice : sorted) {
            double depth = depth(slice, normal);
            if (depth - start > SAME_PLACE_MM) {
                places.add(new ArrayList<>());
                start = depth;
            }
            places.getLast().add(slice);
        }
        places.forEach(place -> place.sort(SeriesPlanner.BY_NUMBER));
        return places;
    }

    static double depth(Slice slice, Vec3 normal) {
        return slice.plane().orElseThrow().position().dot(normal);
    }

    private static List<List<Slice>> byOrientation(List<Slice> slices) {
        var groups = new ArrayList<List<Slice>>();
        for (var slice : slices) {
            groups.stream()
                    .filter(group -> sameDirection(group.getFirst(), slice))
                    .findFirst()
                    .orElseGet(
                            () -> {
                                groups.add(new ArrayList<>());
                                return groups.getLast();
                            })
                    .add(slice);
        }
        return groups;
    }

    private static boolean sameDirection(Slice one, Slice other) {
        var a = one.plane().orElseThrow();
        var b = other.plane().orElseThrow();
        return a.along().dot(b.along()) > SAME_DIRECTION && a.down().dot(b.down()) > SAME_DIRECTION;
    }

    private static String grid(Slice slice) {
        var plane = slice.plane().orElseThrow();
        return slice.shape()
                + " "
                + Math.round(plane.rowSpacing() / SAME_SPACING)
                + " "
                + Math.round(plane.columnSpacing() / SAME_SPACING)
                + " "
                + slice.frameOfReference();
    }

    /// Groups in the order of their keys, as numbers where all are numbers.
    private static List<List<Slice>> byKey(List<Slice> slices, Function<Slice, String> key) {
        Map<String, List<Slice>> groups = new LinkedHashMap<>();
        for (var slice : slices) {
            groups.computeIfAbsent(key.apply(slice), any -> new ArrayList<>()).add(slice);
        }
        Comparator<String> order = Comparator.naturalOrder();
        if (groups.keySet().stream().allMatch(Stacks::number)) {
            order = Comparator.comparingDouble(Double::parseDouble);
            order = order.thenComparing(Comparator.naturalOrder());
        }
        var sorted = new TreeMap<String, List<Slice>>(order);
        sorted.putAll(groups);
        return List.copyOf(sorted.values());
    }

    private static boolean number(String text) {
        return text.matches("[-+]?[0-9]{1,20}(\\.[0-9]{0,20})?([eE][-+]?[0-9]{1,3})?");
    }

    private void note(By by, int volumes) {
        if (volumes > 1) {
            findings.add(new Finding.SeveralVolumes(by, volumes));
        }
    }

    private static void part(List<VolumePlan.Part> parts, By by, int index, int of) {
        if (of > 1) {
            parts.add(new VolumePlan.Part(by, index, of));
        }
    }
}
