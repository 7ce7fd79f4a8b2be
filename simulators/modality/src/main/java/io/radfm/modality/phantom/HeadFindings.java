// SPDX-License-Identifier: Apache-2.0
package io.radfm.modality.phantom;

/// What is wrong in a head.
final class HeadFindings {
    private final Scene scene;
    private final double s;
    private final MidlineShift shift;
    private final Build build;

    HeadFindings(Scene scene, double size, MidlineShift shift, Build build) {
        this.scene = scene;
        this.s = size;
        this.shift = shift;
        this.build = build;
    }

    void lay(Truth truth) {
        for (var finding : truth.findings()) {
            switch (finding.label()) {
                case HAEMORRHAGE -> haemorrhage(finding);
                case BRAIN_MASS, BRAIN_TUMOUR -> tumour(finding);
                case SKULL_FRACTURE -> fracture(finding);
                case WHITE_MATTER_LESIONS -> whiteMatter(finding);
                case INFARCT -> infarct(finding);
                default -> {} // the shift has moved its parts already
            }
        }
    }

    private Point at(double x, double y, double z) {
        return new Point(x * s, y * s, z * s);
    }

    private void haemorrhage(Finding it) {
        double sign = it.side().sign();
        switch (it.place()) {
            case SUBDURAL -> {
                // what the skull holds, less a brain that is pushed away
                double thick = Extent.of(it);
                scene.add(
                        clot(),
                        1.5,
                        Surface.ellipsoid(at(0, 0.5, -0.5), 64.5 * s, 83.5 * s, 81.5 * s),
                        Surface.ellipsoid(at(-thick * sign, 0, -4), 64.5 * s, 84 * s, 84 * s)
                                .outside(),
                        Surface.plane(at(2 * sign, 0, 0), -sign, 0, 0),
                        Surface.plane(at(0, 0, -25), 0, 0, -1));
            }
            case EPIDURAL -> {
                double thick = 8 + 22 * it.severity();
                scene.add(
                        clot(),
                        1.2,
                        Surface.ellipsoid(at(0, 0.5, -0.5), 65 * s, 84 * s, 82 * s),
                        Surface.ellipsoid(
                                at((66 - thick * 0.2) * sign, -8, 14),
                                thick * 0.8 * s,
                                (18 + 20 * it.severity()) * s,
                                (18 + 18 * it.severity()) * s));
            }
            default -> {
                double r = Extent.of(it) * s;
                var centre = shift.of(place(it));
                rough(Tissue.OEDEMA, centre, r * 1.45, 4);
                rough(Tissue.FRESH_BLOOD, centre, r, 3);
            }
        }
    }

    /// Fresh blood is not the same everywhere.
    private Paint clot() {
        double value = scene.value(Tissue.FRESH_BLOOD);
        return Paint.cloudy(value, 0.08 * value, 9, scene.noise());
    }

    /// A lump with a wavy border, as far as the skull lets it grow.
    private void rough(Tissue tissue, Point c, double r, double softness) {
        lump(tissue, softness, c, r, r * 1.25, r * 0.95);
        lump(
                tissue,
                softness,
                c.plus(new Point(r * 0.35, -r * 0.5, r * 0.2)),
                r * 0.7,
                r * 0.75,
                r * 0.7);
        lump(
                tissue,
                softness,
                c.plus(new Point(-r * 0.3, r * 0.6, 0)),
                r * 0.75,
                r * 0.6,
                r * 0.65);
    }

    private void lump(Tissue tissue, double softness, Point c, double rx, double ry, double rz) {
        scene.soft(tissue, softness, Surface.ellipsoid(c, rx, ry, rz, Turn.aboutZ(20)), brain());
    }

    private Surface brain() {
        return Surface.ellipsoid(at(0, 0.5, -0.5), 62.5 * s, 81 * s, 79 * s);
    }

    private void tumour(Finding it) {
        double r = Extent.of(it) * s;
        var centre = shift.of(place(it));
        rough(Tissue.OEDEMA, centre, r * 1.7, 7);
        lump(Tissue.TUMOUR, 2, centre, r, r * 1.1, r);
        if (it.severity() > 0.3) {
            lump(Tissue.CSF, 3, centre, r * 0.55, r * 0.6, r * 0.5);
        }
    }

    private Point place(Finding it) {
        double sign = it.side().sign();
        return switch (it.place()) {
            case FRONTAL -> at(27 * sign, -44, 22);
            case PARIETAL -> at(32 * sign, 28, 38);
            case TEMPORAL -> at(44 * sign, -2, -18);
            case OCCIPITAL -> at(25 * sign, 58, 6);
            default -> at(28 * sign, -4, 5);
        };
    }

    /// A gap in the bone above the ear, and a swelling over it.
    private void fracture(Finding it) {
        double sign = it.side().sign();
        scene.add(
                Paint.flat(scene.value(Tissue.MUSCLE)),
                3,
                Surface.ellipsoid(
                        at(70 * sign, -8, 28), 40 * s, (22 + 14 * it.severity()) * s, 27 * s),
                Surface.ellipsoid(
                        at(0, 0, 0),
                        (77 + 8 * it.severity()) * s,
                        (97 + 8 * it.severity()) * s,
                        (94 + 8 * it.severity()) * s),
                Surface.plane(at(30 * sign, 0, 0), -sign, 0, 0),
                Surface.ellipsoid(at(0, 0, 0), 71.3 * s, 91.3 * s, 88.8 * s).outside());
        double gap = 0.9 + 1.6 * it.severity();
        var place = at(70 * sign, -10, 28);
        var across = Turn.aboutX(25).axis(1);
        scene.add(
                Tissue.MUSCLE,
                Surface.ellipsoid(at(0, 0, 0), 71.5 * s, 91.5 * s, 89 * s),
                Surface.ellipsoid(at(0, 0.5, -0.5), 64.8 * s, 83.8 * s, 81.8 * s).outside(),
                Surface.plane(place.plus(new Point(0, gap, 0)), 0, across[1], across[2]),
                Surface.plane(place.plus(new Point(0, -gap, 0)), 0, -across[1], -across[2]),
                Surface.plane(at(30 * sign, 0, 0), -sign, 0, 0));
    }

    private void whiteMatter(Finding it) {
        var random = Seeds.random(build.seed(), "white matter");
        int count = 6 + (int) Math.round(26 * it.severity());
        for (int i = 0; i < count; i++) {
            double sign = random.nextBoolean() ? 1 : -1;
            double x = sign * random.nextDouble(15, 30);
            var centre = shift.of(at(x, random.nextDouble(-38, 42), random.nextDouble(12, 34)));
            double r = random.nextDouble(1.6, 3.2 + 2.6 * it.severity()) * s;
            scene.soft(
                    Tissue.DEMYELINATION,
                    2,
                    Surface.ellipsoid(
                            centre, r * 1.5, r, r * 1.1, Turn.aboutZ(random.nextDouble(-40, 40))));
        }
    }

    /// A part of the middle cerebral artery's territory, from the ventricle to the surface.
    private void infarct(Finding it) {
        double sign = it.side().sign();
        double r = (14 + 20 * it.severity()) * s;
        double dead = scene.value(Tissue.DEMYELINATION);
        scene.add(
                Paint.cloudy(dead * 0.9, dead * 0.18, 9, scene.noise()),
                6,
                brain(),
                Surface.ellipsoid(at(54 * sign, 6, 18), r * 1.1, r * 1.25, r * 1.1),
                Surface.plane(at(14 * sign, -30, 0), -sign, -0.5, 0),
                Surface.plane(at(14 * sign, 44, 0), -sign, 0.5, 0));
    }
}
