// SPDX-License-Identifier: Apache-2.0
package io.radfm.modality.phantom;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// CT of phantoms, in Hounsfield units.
public final class CtScans {
    public static final int HEAD_FIELD_OF_VIEW = 240;
    private static final double ANY = Double.POSITIVE_INFINITY;
    private static final double AIR = -1000;

    private CtScans() {}

    /// What the technician chooses.
    ///
    /// @param matrix rows and columns
    /// @param thickness of slices, and the distance between them, in millimetres
    /// @param tilt of the gantry in degrees; positive tilts its top away from the patient's feet
    public record Protocol(int matrix, double thickness, double tilt) {}

    /// Axial slices from the skull base to the vertex.
    public static Scan head(Build build, Truth truth, long take, Protocol protocol) {
        var random = Seeds.random(take, "head position");
        double height = 134 * build.size();
        int slices = (int) Math.ceil(height / protocol.thickness());
        double radians = Math.toRadians(protocol.tilt());
        var stack =
                Stack.around(
                        new Point(
                                random.nextDouble(-6, 6),
                                random.nextDouble(-6, 6),
                                21 * build.size()),
                        new Point(1, 0, 0),
                        new Point(0, Math.cos(radians), -Math.sin(radians)),
                        new Point(0, 0, protocol.thickness()),
                        slices,
                        protocol.matrix(),
                        HEAD_FIELD_OF_VIEW,
                        protocol.thickness());
        var solids = new ArrayList<Solid>(headRest(build));
        solids.addAll(Head.of(build, truth, Contrast.CT).solids());
        return scan(solids, stack, take, 4.2 * Math.sqrt(5 / protocol.thickness()), random);
    }

    /// Axial slices from the lower lungs to the iliac crests.
    public static Scan abdomen(Build build, Truth truth, long take, Protocol protocol) {
        var random = Seeds.random(take, "abdomen position");
        int slices = (int) Math.ceil(225 * build.size() / protocol.thickness());
        double field = (320 + 60 * build.fat()) * Math.max(1, build.size());
        var stack =
                Stack.around(
                        new Point(random.nextDouble(-8, 8), 10, 2),
                        new Point(1, 0, 0),
                        new Point(0, 1, 0),
                        new Point(0, 0, protocol.thickness()),
                        slices,
                        protocol.matrix(),
                        field,
                        protocol.thickness());
        var solids = new ArrayList<Solid>(table(build));
        solids.addAll(Abdomen.of(build, truth).solids());
        double noise = (9 + 7 * build.fat()) * Math.sqrt(5 / protocol.thickness());
        return scan(solids, stack, take, noise, random);
    }

    /// The projection a scan is planned on, as one picture.
    ///
    /// @param matrix rows and columns
    public static Scan localizer(Build build, Truth truth, long take, int matrix) {
        boolean head = truth.exam() == Exam.HEAD_CT;
        var solids =
                head
                        ? Head.of(build, truth, Contrast.CT).solids()
                        : Abdomen.of(build, truth).solids();
        // seen from the left for heads, from the front for bellies
        var right = head ? new Point(0, 1, 0) : new Point(1, 0, 0);
        var behind = head ? new Point(-1, 0, 0) : new Point(0, 1, 0);
        double field = head ? 256 : 400;
        var stack =
                Stack.around(
                        new Point(0, 0, head ? 10 : 0),
                        right,
                        new Point(0, 0, -1),
                        behind,
                        1,
                        matrix,
                        field,
                        1);
        var rays = new ArrayList<Solid>();
        for (var solid : solids) {
            var paint = solid.paint();
            Paint density =
                    paint instanceof Paint.Flat(var hu)
                            ? Paint.flat(hu + 1000)
                            : (x, y, z, depth) -> paint.at(x, y, z, depth) + 1000;
            rays.add(new Solid(density, 5, solid.surfaces()));
        }
        return new Scan(
                List.of(),
                stack,
                take,
                AIR,
                new Grain(Seeds.random(take, "grain"), 0.2),
                (slice, plane, grain, random) -> {
                    int planes = Math.min(60, matrix / 2);
                    double apart = field / planes;
                    var entry = plane.origin().plus(behind.times(-field / 2));
                    var front =
                            new Plane(
                                    entry,
                                    plane.alongRow(),
                                    plane.alongColumn(),
                                    plane.spacing(),
                                    plane.rows(),
                                    plane.columns());
                    var sum = Projector.project(rays, front, behind.times(apart), planes);
                    for (int i = 0; i < slice.length; i++) {
                        slice[i] = sum[i] / 190 - 1000;
                    }
                    grain.addTo(slice, plane.columns(), 8, random);
                });
    }

    private static Scan scan(
            List<Solid> solids, Stack stack, long take, double noise, RandomGenerator random) {
        return new Scan(
                solids,
                stack,
                take,
                AIR,
                new Grain(random, 0.35),
                (slice, plane, grain, draw) -> grain.addTo(slice, plane.columns(), noise, draw));
    }

    private static List<Solid> headRest(Build build) {
        double y = 60 * build.size();
        var bowl = Surface.ellipsoid(new Point(0, y - 26, 0), 100, 78, ANY);
        var hollow = Surface.ellipsoid(new Point(0, y - 29, 0), 98, 77, ANY);
        var lower = Surface.plane(new Point(0, y - 10, 0), 0, -1, 0);
        return List.of(
                new Solid(Paint.flat(-150), 1.5, bowl, hollow.outside(), lower),
                new Solid(Paint.flat(-860), 2, hollow, lower));
    }

    private static List<Solid> table(Build build) {
        double y = (108 + 9 + 24 * build.fat()) * build.size() + 3;
        var top = Surface.ellipsoid(new Point(0, y - 300, 0), 700, 306, ANY);
        var under = Surface.ellipsoid(new Point(0, y - 296, 0), 700, 318, ANY);
        var sides = Surface.ellipsoid(new Point(0, 0, 0), 215, ANY, ANY);
        return List.of(
                new Solid(Paint.flat(-120), 1.5, under, top.outside(), sides),
                new Solid(
                        Paint.flat(-930),
                        1.5,
                        Surface.ellipsoid(new Point(0, y - 297.5, 0), 700, 317, ANY),
                        Surface.ellipsoid(new Point(0, y - 298.5, 0), 700, 307, ANY).outside(),
                        sides));
    }
}
