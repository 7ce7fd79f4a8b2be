// SPDX-License-Identifier: Apache-2.0
package io.radfm.modality.phantom;

import java.util.random.RandomGenerator;

/// A belly from the lower lungs to the iliac crests. The origin lies in front of the second lumbar
/// vertebra. Vessels and organs are as bright as contrast medium in the portal venous phase makes
/// them.
final class Abdomen {
    private static final double ANY = Double.POSITIVE_INFINITY;
    private static final double LIVER = 108;
    private static final double SPLEEN = 118;
    private static final double KIDNEY = 175;
    private static final double VESSEL = 152;
    private static final double BOWEL = 45;
    private static final double WATER = 6;

    private final Scene scene;
    private final double s;
    private final double fat;
    private final Truth truth;
    private final RandomGenerator random;

    private Abdomen(Build build, Truth truth, Scene scene, RandomGenerator random) {
        this.scene = scene;
        this.s = build.size();
        this.fat = 9 + 24 * build.fat();
        this.truth = truth;
        this.random = random;
    }

    static Scene of(Build build, Truth truth) {
        var random = Seeds.random(build.seed(), "abdomen");
        var scene = new Scene(Contrast.CT, new Noise(random));
        var abdomen = new Abdomen(build, truth, scene, random);
        abdomen.wall();
        abdomen.lungs();
        abdomen.ascites();
        abdomen.bowel();
        abdomen.organs();
        abdomen.kidneys();
        abdomen.vessels();
        abdomen.spine();
        truth.find(Label.LIVER_LESION).ifPresent(abdomen::liverLesions);
        return scene;
    }

    private Point at(double x, double y, double z) {
        return new Point(x * s, y * s, z * s);
    }

    private Surface ball(Point centre, double rx, double ry, double rz) {
        return Surface.ellipsoid(centre, rx * s, ry * s, rz * s);
    }

    private Surface ball(Point centre, double rx, double ry, double rz, Turn turn) {
        return Surface.ellipsoid(centre, rx * s, ry * s, rz * s, turn);
    }

    private void organ(double hu, Surface... surfaces) {
        scene.add(Paint.cloudy(hu, 4, 11, scene.noise()), 1.5, surfaces);
    }

    private void wall() {
        var middle = at(0, 8, 0);
        scene.add(Tissue.SKIN, ball(middle, 140 + fat, 100 + fat, ANY));
        scene.cloudy(Tissue.FAT, 0.1, 8, ball(middle, 138 + fat, 98 + fat, ANY));
        scene.cloudy(Tissue.MUSCLE, 0.12, 9, ball(middle, 140, 100, ANY));
        scene.cloudy(Tissue.FAT, 0.12, 9, ball(at(0, 0, 0), 129, 88, ANY));
        var upper = Surface.plane(at(0, 0, -35), 0, 0, -1);
        for (double sign : new double[] {-1, 1}) {
            var half = Surface.plane(at(32 * sign, 0, 0), -sign, 0, 0);
            for (int k = 0; k < 8; k++) {
                var back = at(0, 70, 150 - 28 * k);
                scene.soft(
                        Tissue.SPONGY_BONE,
                        2,
                        ball(middle, 137, 97, ANY),
                        ball(middle, 130, 90, ANY).outside(),
                        Surface.plane(back.plus(new Point(0, 0, 5.5)), 0, -0.55, 1),
                        Surface.plane(back.plus(new Point(0, 0, -5.5)), 0, 0.55, -1),
                        Surface.plane(at(0, -60 + 16 * k, 0), 0, -1, 0),
                        upper,
                        half);
            }
            scene.cloudy(Tissue.MUSCLE, 0.15, 8, ball(at(34 * sign, 82, 0), 30, 22, ANY));
            scene.cloudy(Tissue.MUSCLE, 0.12, 8, ball(at(36 * sign, 50, -90), 17, 19, 110));
            scene.cloudy(Tissue.MUSCLE, 0.12, 8, ball(at(66 * sign, 68, -60), 22, 9, 90));
        }
    }

    private void lungs() {
        var inside = ball(at(0, 0, 0), 129, 88, ANY);
        for (double sign : new double[] {-1, 1}) {
            organ(Tissue.LUNG.hu, ball(at(70 * sign, 18, 150), 66, 78, 84), inside);
        }
        organ(120, ball(at(22, -28, 138), 60, 46, 44), inside);
    }

    /// Fluid runs to where it is lowest and around the liver.
    private void ascites() {
        truth.find(Label.ASCITES)
                .ifPresent(
                        it -> {
                            double reach = 8 + 26 * it.severity();
                            var below = Surface.plane(at(0, 0, 95), 0, 0, 1);
                            scene.add(
                                    Paint.flat(WATER + 3),
                                    2,
                                    ball(at(0, 0, 0), 128, 87, ANY),
                                    ball(at(0, -6, 0), 128 - reach, 88 - reach * 0.45, ANY)
                                            .outside(),
                                    Surface.plane(at(0, 48, 0), 0, 1, 0),
                                    below);
                        });
    }

    /// Loops with content, with gas where it rises to, since patients lie on their back.
    private void bowel() {
        for (int i = 0; i < 110; i++) {
            double x = random.nextDouble(-88, 88);
            double y = random.nextDouble(-66, 14);
            double z = random.nextDouble(-150, 22);
            double r = random.nextDouble(10, 18);
            loop(at(x, y, z), r, random.nextDouble(1.1, 2.4), random.nextInt(100) < 22);
        }
        for (int i = 0; i < 9; i++) {
            colon(at(-103, 14 + random.nextDouble(-5, 5), 10 - 22 * i));
            colon(at(103, 24 + random.nextDouble(-5, 5), 40 - 22 * i));
            colon(at(-92 + 23 * i, -60 + 0.3 * Math.abs(i - 4) * 8, 14 + random.nextDouble(-6, 6)));
        }
    }

    private void loop(Point centre, double r, double longer, boolean gas) {
        var turn = Turn.aboutZ(random.nextDouble(0, 180));
        organ(70, ball(centre, r * longer, r, r, turn));
        organ(BOWEL - 15, ball(centre, r * longer - 2.2, r - 2.2, r - 2.2, turn));
        if (gas) {
            var level = Surface.plane(centre.plus(at(0, -r * 0.1, 0)), 0, 1, 0);
            scene.add(Tissue.AIR, ball(centre, r * longer - 2.6, r - 2.6, r - 2.6, turn), level);
        }
    }

    private void colon(Point centre) {
        double r = random.nextDouble(15, 20);
        organ(70, ball(centre, r, r, 16));
        Paint faeces =
                (x, y, z, _) -> -60 + 170 * scene.noise().rough(x * 0.16, y * 0.16, z * 0.16);
        scene.add(faeces, 1.5, ball(centre, r - 2.4, r - 2.4, 14));
        if (random.nextInt(100) < 45) {
            var level = Surface.plane(centre.plus(at(0, -4, 0)), 0, 1, 0);
            scene.add(Tissue.AIR, ball(centre, r - 2.8, r - 2.8, 14), level);
        }
    }

    private void organs() {
        var inside = ball(at(0, 0, 0), 127, 86, ANY);
        // stomach: wall, content, gas
        var stomach = at(48, -30, 58);
        organ(85, ball(stomach, 44, 34, 40, Turn.aboutY(25)), inside);
        organ(25, ball(stomach, 40, 30, 36, Turn.aboutY(25)), inside);
        scene.add(
                Tissue.AIR,
                ball(stomach, 39, 29, 35, Turn.aboutY(25)),
                inside,
                Surface.plane(at(0, -42, 0), 0, 1, 0));
        organ(SPLEEN, ball(at(88, 32, 62), 26, 42, 46, Turn.aboutZ(-22)), inside);
        organ(LIVER, ball(at(-58, 0, 48), 72, 80, 62, Turn.aboutY(12)), inside);
        organ(LIVER, ball(at(-6, -42, 68), 62, 32, 34, Turn.aboutY(-6)), inside);
        // portal vein and hepatic veins show as bright tracks
        organ(VESSEL + 10, ball(at(-45, 0, 42), 34, 6, 6, Turn.aboutZ(-25)));
        for (double angle : new double[] {-70, -20, 25}) {
            organ(VESSEL + 5, ball(at(-48, 6, 78), 36, 4, 4, Turn.aboutZ(angle)), inside);
        }
        organ(70, ball(at(-50, -48, 12), 15, 19, 25));
        organ(WATER, ball(at(-50, -48, 12), 13.5, 17.5, 23.5));
        organ(98, ball(at(12, -14, 22), 50, 11, 13, Turn.aboutZ(-14)));
    }

    private void kidneys() {
        for (var side : new Side[] {Side.LEFT, Side.RIGHT}) {
            double sign = side.sign();
            var centre = at(60 * sign, 42, side == Side.LEFT ? 2 : -8);
            var turn = Turn.aboutZ(-35 * sign);
            scene.add(Tissue.FAT, ball(centre, 34, 30, 62, turn));
            organ(KIDNEY, ball(centre, 27, 22, 52, turn));
            var stone = truth.find(Label.KIDNEY_STONE).filter(it -> on(it, side));
            double wide = stone.map(it -> 1 + 0.9 * it.severity()).orElse(1.0);
            var sinus = centre.plus(at(-12 * sign, -6, 0));
            scene.add(Tissue.FAT, ball(sinus, 13, 10, 24, turn));
            organ(WATER, ball(sinus, 6 * wide * wide, 5 * wide, 14 * wide, turn));
            stone.ifPresent(
                    it -> {
                        double r = Extent.of(it);
                        scene.add(
                                Paint.flat(900),
                                1,
                                ball(sinus.plus(at(-3 * sign, 0, -7 * wide)), r, r * 0.8, r * 1.2));
                    });
            truth.find(Label.RENAL_CYST)
                    .filter(it -> on(it, side))
                    .ifPresent(
                            it -> {
                                double r = Extent.of(it);
                                scene.add(
                                        Paint.flat(WATER),
                                        1.5,
                                        ball(centre.plus(at(20 * sign, 4, -20)), r, r, r));
                            });
        }
    }

    private static boolean on(Finding finding, Side side) {
        return finding.side() == side || finding.side() == Side.BOTH;
    }

    private void vessels() {
        organ(VESSEL, ball(at(8, 24, 0), 10.5, 10.5, ANY));
        truth.find(Label.AORTIC_ANEURYSM)
                .ifPresent(
                        it -> {
                            double r = Extent.of(it);
                            organ(60, ball(at(8, 26 - r * 0.55, -55), r, r, 52));
                            organ(VESSEL, ball(at(6, 28 - r * 0.55, -55), r * 0.6, r * 0.55, 50));
                            scene.add(
                                    Paint.flat(500),
                                    1,
                                    ball(at(8 + r * 0.8, 26 - r * 0.5, -50), 1.8, r * 0.4, 16));
                        });
        organ(VESSEL - 12, ball(at(-19, 24, 0), 11.5, 9.5, ANY));
        organ(VESSEL, ball(at(10, 4, -20), 4, 4, 70));
        organ(VESSEL, ball(at(-8, 2, -20), 5, 5, 60));
        organ(VESSEL - 8, ball(at(28, 20, -2), 26, 4, 4));
        organ(VESSEL - 8, ball(at(-34, 28, -6), 18, 4, 4));
    }

    private void spine() {
        scene.add(Tissue.CARTILAGE, ball(at(0, 54, 0), 22, 16, ANY));
        for (int k = -5; k <= 5; k++) {
            double z = 34 * k - 6;
            scene.add(Tissue.CORTICAL_BONE, ball(at(0, 54, z), 23, 17, 16.5));
            scene.cloudy(Tissue.SPONGY_BONE, 0.3, 3, ball(at(0, 54, z), 21.5, 15.5, 15.3));
            scene.add(Tissue.CORTICAL_BONE, ball(at(0, 82, z - 4), 17, 11, 10));
            scene.add(Tissue.CORTICAL_BONE, ball(at(0, 97, z - 8), 4, 14, 10));
            for (double sign : new double[] {-1, 1}) {
                scene.soft(Tissue.CORTICAL_BONE, 2, ball(at(30 * sign, 74, z + 2), 15, 4, 5));
            }
        }
        scene.add(Tissue.CSF, ball(at(0, 77, 0), 9.5, 8, ANY));
    }

    private void liverLesions(Finding it) {
        int count = 1 + (int) (3.5 * it.severity());
        for (int i = 0; i < count; i++) {
            double r = Extent.of(it) * (i == 0 ? 1 : random.nextDouble(0.45, 0.8));
            var centre =
                    i == 0
                            ? at(-72, 6, 46)
                            : at(
                                    random.nextDouble(-100, -40),
                                    random.nextDouble(-38, 42),
                                    random.nextDouble(28, 78));
            organ(88, ball(centre, r + 3, r + 3, r + 3));
            organ(52, ball(centre, r, r, r));
        }
    }
}
