// SPDX-License-Identifier: Apache-2.0
package io.radfm.modality.phantom;

/// A head: scalp, skull, brain, and what is wrong with it. The origin lies in the third ventricle.
final class Head {
    private static final double ANY = Double.POSITIVE_INFINITY;

    private final Scene scene;
    private final double s;
    private final double atrophy;
    private final Build build;
    private final MidlineShift shift;

    private Head(Build build, Truth truth, Scene scene) {
        this.build = build;
        this.scene = scene;
        this.s = build.size();
        this.atrophy = Math.clamp((build.years() - 45) / 45.0, 0, 1);
        this.shift = MidlineShift.of(truth, s);
    }

    static Scene of(Build build, Truth truth, Contrast contrast) {
        var random = Seeds.random(build.seed(), "head");
        var scene = new Scene(contrast, new Noise(random));
        var head = new Head(build, truth, scene);
        head.face();
        head.skull();
        head.base();
        head.brain();
        head.ventricles();
        head.posteriorFossa();
        new HeadFindings(scene, head.s, head.shift, build).lay(truth);
        return scene;
    }

    private Point at(double x, double y, double z) {
        return new Point(x * s, y * s, z * s);
    }

    private Scene ball(Tissue tissue, double[] c, double rx, double ry, double rz) {
        return scene.ball(tissue, at(c[0], c[1], c[2]), rx * s, ry * s, rz * s);
    }

    private static double[] c(double x, double y, double z) {
        return new double[] {x, y, z};
    }

    private void pair(Tissue tissue, double[] c, double rx, double ry, double rz, double degrees) {
        scene.pair(tissue, at(c[0], c[1], c[2]), rx * s, ry * s, rz * s, degrees);
    }

    /// Soft parts of face and neck, which only sagittal pictures show in full.
    private void face() {
        scene.ball(Tissue.SKIN, at(0, -30, -80), 63 * s, 69 * s, 74 * s);
        scene.ball(Tissue.FAT, at(0, -30, -80), 61 * s, 67 * s, 72 * s);
        scene.ball(Tissue.MUSCLE, at(0, -26, -80), 56 * s, 62 * s, 67 * s);
        var below = Surface.plane(at(0, 0, -45), 0, 0, 1);
        scene.add(Tissue.SKIN, Surface.ellipsoid(at(0, 24, 0), 60 * s, 62 * s, ANY), below);
        scene.add(Tissue.FAT, Surface.ellipsoid(at(0, 24, 0), 57 * s, 59 * s, ANY), below);
        scene.add(Tissue.MUSCLE, Surface.ellipsoid(at(0, 24, 0), 51 * s, 53 * s, ANY), below);
        ball(Tissue.SKIN, c(0, -94, -60), 11, 17, 22);
        pair(Tissue.SKIN, c(76, 14, -30), 4, 11, 22, 25);
    }

    private void skull() {
        scene.ball(Tissue.SKIN, at(0, 0, 0), 77 * s, 97 * s, 94 * s);
        scene.ball(Tissue.FAT, at(0, 0, 0), 75 * s, 95 * s, 92 * s);
        var scalp = Surface.ellipsoid(at(0, 0, 0), 74 * s, 94 * s, 91 * s);
        for (var side : new Side[] {Side.LEFT, Side.RIGHT}) {
            var temple = at(66 * side.sign(), -24, -20);
            scene.add(Tissue.MUSCLE, Surface.ellipsoid(temple, 11 * s, 32 * s, 34 * s), scalp);
        }
        scene.ball(Tissue.CORTICAL_BONE, at(0, 0, 0), 71 * s, 91 * s, 88.5 * s);
        scene.cloudy(
                Tissue.DIPLOE, 0.25, 4, Surface.ellipsoid(at(0, 0, 0), 69 * s, 89 * s, 86.5 * s));
        scene.ball(Tissue.CORTICAL_BONE, at(0, 0.5, -0.5), 66.8 * s, 85.8 * s, 84 * s);
        scene.ball(Tissue.DURA, at(0, 0.5, -0.5), 65 * s, 84 * s, 82 * s);
        scene.ball(Tissue.CSF, at(0, 0.5, -0.5), 64.2 * s, 83 * s, 81 * s);
    }

    /// What is below the brain: the floor of the skull, orbits, sinuses, petrous bones.
    private void base() {
        var floor = Surface.plane(at(0, -10, -45), 0, 0.28, 1);
        var inSkull = Surface.ellipsoid(at(0, 0, 0), 71 * s, 91 * s, 88.5 * s);
        var front = Surface.plane(at(0, -12, 0), 0, 1, 0);
        scene.add(Tissue.CORTICAL_BONE, inSkull, floor, front);
        var under = Surface.plane(at(0, -10, -46.6), 0, 0.28, 1);
        scene.add(Tissue.MUSCLE, inSkull, under, front);
        ball(Tissue.SPONGY_BONE, c(0, -6, -52), 13, 8, 18);
        for (var side : new Side[] {Side.LEFT, Side.RIGHT}) {
            double sign = side.sign();
            var orbit = at(31 * sign, -66, -44);
            scene.add(
                    Tissue.CORTICAL_BONE,
                    Surface.ellipsoid(orbit, 20 * s, 27.5 * s, 18 * s),
                    Surface.plane(at(0, -80, 0), 0, -1, 0));
            scene.ball(Tissue.FAT, orbit, 18.5 * s, 26 * s, 16.5 * s);
            scene.ball(Tissue.EYE, at(31 * sign, -78, -44), 12 * s, 12 * s, 12 * s);
            scene.ball(Tissue.MUSCLE, at(31 * sign, -87, -44), 5 * s, 2.5 * s, 5 * s);
            scene.ball(
                    Tissue.MUSCLE,
                    at(27 * sign, -55, -44),
                    2.2 * s,
                    15 * s,
                    2.2 * s,
                    Turn.aboutZ(-12 * sign));
            var cheek = at(29 * sign, -55, -76);
            scene.ball(Tissue.CORTICAL_BONE, cheek, 18 * s, 20 * s, 18 * s);
            scene.ball(Tissue.AIR, cheek, 16 * s, 18 * s, 16 * s);
            scene.ball(
                    Tissue.CORTICAL_BONE,
                    at(38 * sign, 14, -44),
                    30 * s,
                    8 * s,
                    8 * s,
                    Turn.aboutZ(28 * sign));
            scene.add(
                    cells(Tissue.CORTICAL_BONE, 0.45),
                    1,
                    Surface.ellipsoid(at(56 * sign, 26, -50), 9 * s, 14 * s, 16 * s));
        }
        ball(Tissue.CORTICAL_BONE, c(0, -62, -48), 14, 26, 15);
        scene.add(
                cells(Tissue.CORTICAL_BONE, 0.3),
                1,
                Surface.ellipsoid(at(0, -62, -48), 12.5 * s, 24 * s, 13 * s));
        ball(Tissue.CORTICAL_BONE, c(0, -27, -50), 15, 13, 11);
        ball(Tissue.AIR, c(0, -27, -50), 13.5, 11.5, 9);
        ball(Tissue.AIR, c(0, -83.5, -24), 15, 3.5, 9);
        ball(Tissue.AIR, c(0, -30, -88), 12, 26, 12);
        ball(Tissue.AIR, c(0, -5, -112), 9, 8, 40);
        ball(Tissue.CORTICAL_BONE, c(0, -70, -98), 26, 10, 6);
        for (int vertebra = 0; vertebra < 4; vertebra++) {
            ball(Tissue.SPONGY_BONE, c(0, 16, -78 - 18 * vertebra), 12, 9, 7.5);
        }
        var below = Surface.plane(at(0, 0, -60), 0, 0, 1);
        scene.add(Tissue.CSF, Surface.ellipsoid(at(0, 36, 0), 10 * s, 9 * s, ANY), below);
        scene.add(Tissue.WHITE_MATTER, Surface.ellipsoid(at(0, 36, 0), 6 * s, 5 * s, ANY), below);
    }

    /// Air in bone, as in the mastoid.
    private Paint cells(Tissue wall, double bone) {
        double solid = scene.value(wall) * 0.7;
        double air = scene.value(Tissue.AIR);
        return (x, y, z, _) -> {
            double n = Math.abs(scene.noise().at(x * 0.24, y * 0.24, z * 0.24));
            return air + Math.clamp((bone - n) / 0.25, 0, 1) * (solid - air);
        };
    }

    private void brain() {
        var above = Surface.plane(at(0, -10, -44), 0, -0.28, -1);
        var middle = Surface.plane(at(0, 0, -47), 0, 0, -1);
        double rx = (62.8 - 1.5 * atrophy) * s;
        double ry = (81.6 - 1.5 * atrophy) * s;
        double rz = (79.6 - 1.5 * atrophy) * s;
        var brain = Surface.ellipsoid(at(0, 0.5, -0.5), rx, ry, rz);
        scene.add(Cortex.cerebrum(scene, atrophy), 1.2, brain, above, middle);
        deepMatter(brain);
        fissures(brain);
    }

    /// White matter that no furrow reaches, basal ganglia, the insular furrow.
    private void deepMatter(Surface brain) {
        for (var side : new Side[] {Side.LEFT, Side.RIGHT}) {
            double sign = side.sign();
            var turn = Turn.aboutZ(-14 * sign);
            sided(Tissue.CSF, 44 * sign, -8, -2, 3.2 + 2 * atrophy, 15, 15, turn);
            sided(Tissue.GREY_MATTER, 39.5 * sign, -5, 2, 3.5, 19, 14, turn);
            sided(Tissue.DEEP_GREY, 26 * sign, -3, 2, 8, 18, 10, Turn.aboutZ(-18 * sign));
            sided(Tissue.DEEP_GREY, 11 * sign, 12, 4, 8.5, 14, 10, Turn.aboutZ(25 * sign));
        }
        // the cisterns around the upper brainstem
        shifted(Tissue.CSF, 0, -16, -30, 13, 9, 7);
        shifted(Tissue.CSF, 0, 26, -8, 15, 6, 7);
    }

    private void fissures(Surface brain) {
        var callosum = Surface.ellipsoid(at(0, -2, 6), ANY, 40 * s, 24 * s).outside();
        var inner = Surface.ellipsoid(at(0, 0.5, -0.5), 63.8 * s, 82.6 * s, 80.6 * s);
        var top = Surface.plane(at(0, 0, -28), 0, 0, -1);
        double gap = (0.8 + atrophy) * s;
        scene.add(
                Tissue.CSF, shift.sheet(gap, false), shift.sheet(gap, true), inner, callosum, top);
        scene.add(
                Tissue.DURA, shift.sheet(0.7, false), shift.sheet(0.7, true), inner, callosum, top);
        var outer = Surface.ellipsoid(at(0, -2, 4), 16 * s, 38 * s, 25 * s);
        var hollow = Surface.ellipsoid(at(0, -2, 1), ANY, 32 * s, 20 * s).outside();
        var upper = Surface.plane(at(0, 0, 4), 0, 0, -1);
        scene.add(Tissue.WHITE_MATTER, outer, hollow, upper, brain);
    }

    private void ventricles() {
        double w = s * (0.85 + 0.75 * atrophy);
        for (var side : new Side[] {Side.LEFT, Side.RIGHT}) {
            double sign = side.sign();
            shifted(Tissue.CSF, 9 * sign, -24, 9, 4.6 * w, 15, 8 * w, Turn.aboutZ(-18 * sign));
            shifted(Tissue.DEEP_GREY, 14.5 * sign, -21, 8, 4, 11, 8, Turn.aboutZ(-18 * sign));
            shifted(Tissue.CSF, 11.5 * sign, 3, 17, 5 * w, 27, 5 * w, Turn.aboutZ(10 * sign));
            shifted(Tissue.CSF, 25 * sign, 36, 5, 5.5 * w, 19, 8 * w, Turn.aboutZ(-16 * sign));
            shifted(Tissue.CSF, 31 * sign, 8, -22, 3 * w, 11, 3 * w, Turn.aboutZ(-20 * sign));
            if (build.years() > 35) {
                shifted(Tissue.CALCIFICATION, 24 * sign, 30, 7, 2.2, 3.4, 3.2, Turn.NONE);
            }
        }
        shifted(Tissue.CSF, 0, 1, 0, 1.6 * w, 12, 11);
        shifted(Tissue.WHITE_MATTER, 0, -24, 11, 0.9, 12, 8);
        if (build.years() > 25) {
            shifted(Tissue.CALCIFICATION, 0, 24, 1, 2.2, 2.4, 2.6);
        }
    }

    private void posteriorFossa() {
        var inSkull = Surface.ellipsoid(at(0, 0.5, -0.5), 63.8 * s, 82.6 * s, 85 * s);
        var behind = Surface.plane(at(0, 4, -40), 0, -1, 0.2);
        var roof = Surface.plane(at(0, 62, -20), 0, 0.55, 1);
        scene.add(
                Tissue.CSF,
                Surface.ellipsoid(at(0, 40.5, -43), 50.5 * s, 36.5 * s, 28.2 * s),
                roof,
                behind,
                inSkull);
        var lobe = Surface.ellipsoid(at(0, 41, -43), 49 * s, 35 * s, 27 * s);
        scene.add(Cortex.cerebellum(scene, atrophy), 1.2, lobe, roof, inSkull);
        ball(Tissue.CSF, c(0, 26, -42), 7, 5, 9);
        ball(Tissue.CSF, c(0, 4, -38), 16, 8, 22);
        ball(Tissue.WHITE_MATTER, c(0, 12, -36), 15, 11, 19);
        ball(Tissue.WHITE_MATTER, c(0, 20, -58), 7, 6, 22);
    }

    /// A part that neither shift nor size of the ventricles changes the shape of.
    private void sided(
            Tissue tissue,
            double x,
            double y,
            double z,
            double rx,
            double ry,
            double rz,
            Turn turn) {
        shifted(tissue, x, y, z, rx, ry, rz, turn);
    }

    private void shifted(
            Tissue tissue, double x, double y, double z, double rx, double ry, double rz) {
        shifted(tissue, x, y, z, rx, ry, rz, Turn.NONE);
    }

    private void shifted(
            Tissue tissue,
            double x,
            double y,
            double z,
            double rx,
            double ry,
            double rz,
            Turn turn) {
        scene.ball(tissue, shift.of(at(x, y, z)), rx * s, ry * s, rz * s, turn);
    }
}
