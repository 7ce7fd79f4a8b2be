// SPDX-License-Identifier: Apache-2.0
package io.radfm.modality.phantom;

import java.util.ArrayList;
import java.util.List;

/// A chest as X-rays see it; paints are attenuation, soft tissue being 1. The origin lies behind
/// the breastbone, in the middle.
final class Chest {
    static final double SOFT = 1;
    static final double LUNG = 0.2;
    static final double BONE = 1.75;
    static final double METAL = 14;
    private static final double ANY = Double.POSITIVE_INFINITY;
    private static final double EDGE = 3.5;

    private final List<Solid> solids = new ArrayList<>();
    private final Build build;
    private final Truth truth;
    private final double s;
    private final Noise noise;

    private Chest(Build build, Truth truth) {
        this.build = build;
        this.truth = truth;
        this.s = build.size();
        this.noise = new Noise(Seeds.random(build.seed(), "chest"));
    }

    static List<Solid> of(Build build, Truth truth) {
        var chest = new Chest(build, truth);
        chest.wall();
        for (var side : new Side[] {Side.RIGHT, Side.LEFT}) {
            chest.lung(side);
        }
        chest.middle();
        for (var finding : truth.findings()) {
            chest.lay(finding);
        }
        for (var side : new Side[] {Side.RIGHT, Side.LEFT}) {
            chest.diaphragm(side);
            chest.ribs(side);
        }
        chest.spine();
        return chest.solids;
    }

    Point at(double x, double y, double z) {
        return new Point(x * s, y * s, z * s);
    }

    private void add(double attenuation, Surface... surfaces) {
        add(Paint.flat(attenuation), surfaces);
    }

    private void add(Paint paint, Surface... surfaces) {
        solids.add(new Solid(paint, EDGE, surfaces));
    }

    private Surface ball(Point centre, double rx, double ry, double rz) {
        return Surface.ellipsoid(centre, rx * s, ry * s, rz * s);
    }

    private void wall() {
        double fat = 8 + 26 * build.fat();
        add(SOFT, ball(at(0, 0, -60), 152 + fat, 102 + fat, 300));
        for (double sign : new double[] {-1, 1}) {
            add(
                    SOFT * 0.95,
                    Surface.ellipsoid(
                            at(120 * sign, 15, 140),
                            70 * s,
                            48 * s,
                            38 * s,
                            Turn.aboutY(24 * sign)));
            add(SOFT * 0.95, ball(at(168 * sign, 15, 70), 34 + fat / 3, 40, 90));
            if (build.female()) {
                add(0.8, ball(at(72 * sign, -98 - fat, -40), 55, 22 + fat / 2, 48));
            }
        }
        add(SOFT, ball(at(0, 10, 200), 54, 52, 80));
    }

    /// A lung's outline, cut off where the diaphragm is attached.
    private Surface[] outline(Side side, double shrink) {
        double sign = side.sign();
        return new Surface[] {
            Surface.ellipsoid(
                    at((68 + 3 * sign) * sign, 2, -52),
                    (67 - shrink) * s,
                    (84 - shrink) * s,
                    (212 - shrink) * s),
            Surface.plane(at(0, 0, -150), 0, 0, -1),
            Surface.plane(at(16 * sign, 0, 0), -sign, 0, 0)
        };
    }

    private void lung(Side side) {
        var air = pneumothorax(side);
        if (air == null) {
            add(Paint.cloudy(LUNG, 0.05, 22, noise), outline(side, 0));
            return;
        }
        // the cavity is full of air, and what is left of the lung hangs at the hilum
        add(0.01, outline(side, 0));
        var left = collapsed(side, air.severity());
        add(0.62, left); // a thin line of pleura, since the next solid covers the rest
        add(
                Paint.cloudy(LUNG + 0.16 * air.severity(), 0.05, 20, noise),
                inside(side, air.severity()));
    }

    private Finding pneumothorax(Side side) {
        return truth.find(Label.PNEUMOTHORAX).filter(it -> it.side() == side).orElse(null);
    }

    private Surface[] collapsed(Side side, double severity) {
        return collapsed(side, severity, 0);
    }

    private Surface[] inside(Side side, double severity) {
        return collapsed(side, severity, 2.2);
    }

    private Surface[] collapsed(Side side, double severity, double within) {
        double sign = side.sign();
        double gap = 14 + 42 * severity;
        var outline = outline(side, within);
        return new Surface[] {
            Surface.ellipsoid(
                    at((68 + 3 * sign - gap * 0.75) * sign, 6, -62 - gap * 0.8),
                    (67 - gap * 0.35 - within) * s,
                    (84 - gap * 0.4 - within) * s,
                    (212 - gap * 0.55 - within) * s),
            outline[0],
            outline[1],
            outline[2]
        };
    }

    /// Whether a place shows vessels: nothing does in a pneumothorax.
    boolean hasLungAt(double x, double z) {
        var side = x > 0 ? Side.LEFT : Side.RIGHT;
        var air = pneumothorax(side);
        var outline = air == null ? outline(side, 3) : inside(side, air.severity());
        for (var surface : outline) {
            if (surface.at(x, 4, z) > 0) {
                return false;
            }
        }
        return true;
    }

    static Chest outlineOf(Build build, Truth truth) {
        return new Chest(build, truth);
    }

    private void middle() {
        double large =
                truth.find(Label.CARDIOMEGALY).map(it -> 1.2 + 0.38 * it.severity()).orElse(1.0);
        double old = Math.clamp((build.years() - 40) / 45.0, 0, 1);
        add(SOFT, Surface.ellipsoid(at(2, 12, 40), 24 * s, 60 * s, ANY));
        add(
                SOFT,
                Surface.ellipsoid(
                        at(12 + 14 * large, -30, -62),
                        63 * large * s,
                        50 * large * s,
                        50 * large * s,
                        Turn.aboutY(26)));
        add(SOFT, ball(at(-14 - 6 * (large - 1), -20, -50), 30 * large, 40, 50 * large));
        add(SOFT, ball(at(24 + 3 * old, 8, 62), 19 + 4 * old, 24, 20 + 3 * old));
        add(SOFT, ball(at(33, -10, 22), 18, 20, 20)); // pulmonary trunk
        add(SOFT, ball(at(-24, -5, 45), 15, 15, 60)); // upper vena cava
        for (double sign : new double[] {-1, 1}) {
            add(0.85, ball(at(46 * sign, 10, 12 + 6 * sign), 15, 18, 24));
        }
        double push =
                truth.find(Label.PNEUMOTHORAX)
                        .filter(it -> it.severity() > 0.7)
                        .map(it -> -14 * it.side().sign())
                        .orElse(0.0);
        var above = Surface.plane(at(0, 0, 38), 0, 0, -1);
        add(0.02, Surface.ellipsoid(at(-2 + push, 20, 60), 8.5 * s, 9 * s, ANY), above);
        for (double sign : new double[] {-1, 1}) {
            add(
                    0.05,
                    Surface.ellipsoid(
                            at(15 * sign, 18, 24),
                            6.5 * s,
                            6.5 * s,
                            26 * s,
                            Turn.aboutY(-40 * sign)));
        }
    }

    private void diaphragm(Side side) {
        double sign = side.sign();
        double top = side == Side.RIGHT ? -86 : -98;
        add(
                SOFT,
                Surface.ellipsoid(at(66 * sign, 2, top - 84), 71 * s, 88 * s, 84 * s),
                ball(at(0, 0, -60), 152, 102, 300));
        if (side == Side.LEFT) {
            add(0.15, ball(at(62, -20, -126), 30, 30, 14));
        }
    }

    private void lay(Finding it) {
        switch (it.label()) {
            case EFFUSION -> {
                for (var side : sides(it)) {
                    effusion(side, it.severity());
                }
            }
            case CONSOLIDATION -> {
                for (var side : sides(it)) {
                    consolidation(side, it);
                }
            }
            case NODULE -> {
                double r = Extent.of(it);
                add(1.25, ball(lobe(it.side(), it.place(), -12), r, r * 1.1, r));
            }
            case PACEMAKER -> {
                double sign = it.side().sign();
                add(METAL, ball(at(92 * sign, -90, 96), 23, 4, 19));
            }
            default -> {} // a large heart and a collapsed lung have their shapes already
        }
    }

    private static List<Side> sides(Finding it) {
        return it.side() == Side.BOTH ? List.of(Side.LEFT, Side.RIGHT) : List.of(it.side());
    }

    /// Fluid lies below, and climbs the chest wall.
    private void effusion(Side side, double severity) {
        double sign = side.sign();
        double level = -122 + 140 * severity;
        double climb = 0.0045 / s;
        double x0 = 30 * sign * s;
        // z - level - climb·(x - x0)², which depends on x and z alone
        var meniscus =
                new Surface(
                        -climb, 0, 0, 0, 0, 0, 2 * climb * x0, 0, 1, -level * s - climb * x0 * x0);
        var outline = outline(side, 0);
        add(SOFT, outline[0], outline[1], outline[2], meniscus);
    }

    private Point lobe(Side side, Place place, double y) {
        double sign = side.sign();
        return switch (place) {
            case UPPER_LOBE -> at(72 * sign, y, 78);
            case MIDDLE_LOBE -> at(78 * sign, y - 20, -22);
            default -> at(80 * sign, y + 25, -62);
        };
    }

    private void consolidation(Side side, Finding it) {
        var centre = lobe(side, it.place(), 0);
        double r = 24 + 30 * it.severity();
        double dense = 0.5 + 0.4 * it.severity();
        var outline = outline(side, 0);
        Paint fluffy =
                (x, y, z, depth) -> {
                    double n = noise.rough(x / 13, y / 13, z / 13);
                    double rim = Math.clamp(depth / (0.45 * r), 0, 1);
                    return LUNG
                            + (dense - LUNG) * Math.clamp(rim * 1.1 + 0.9 * n * (1.1 - rim), 0, 1);
                };
        add(fluffy, ball(centre, r, r * 1.4, r), outline[0], outline[1], outline[2]);
    }

    /// Rings around the lungs, high at the back and low in front.
    private void ribs(Side side) {
        double sign = side.sign();
        var half = Surface.plane(at(11 * sign, 0, 0), -sign, 0, 0);
        for (int k = 0; k < 11; k++) {
            double back = 146 - 26.5 * k;
            double slope = 0.42 + 0.035 * k;
            double wide = Math.sqrt(Math.max(0.05, 1 - square((back + 10 + 52) / 218)));
            double rx = 66 + 74 * wide;
            double ry = 40 + 52 * wide;
            double thick = 4.6;
            var centre = at(0, 4, back);
            var along = at(0, 72, back);
            double front = -ry + 22 + 5 * k;
            add(
                    BONE,
                    Surface.ellipsoid(centre, rx * s, ry * s, ANY),
                    Surface.ellipsoid(centre, (rx - 5.5) * s, (ry - 5.5) * s, ANY).outside(),
                    Surface.plane(along.plus(new Point(0, 0, thick)), 0.05 * sign, -slope, 1),
                    Surface.plane(along.plus(new Point(0, 0, -thick)), -0.05 * sign, slope, -1),
                    Surface.plane(at(0, front, 0), 0, -1, 0),
                    half);
        }
        add(
                1.5,
                Surface.ellipsoid(
                        at(78 * sign, -62, 128), 70 * s, 5.5 * s, 6 * s, Turn.aboutY(-13 * sign)));
        add(
                1.25,
                Surface.ellipsoid(
                        at(128 * sign, 78, 84), 26 * s, 4 * s, 56 * s, Turn.aboutY(-16 * sign)));
        add(1.4, ball(at(156 * sign, 20, 112), 22, 22, 22));
        add(1.35, ball(at(172 * sign, 20, 50), 12, 12, 64));
    }

    private void spine() {
        for (int k = 0; k < 15; k++) {
            double z = 186 - 25.5 * k;
            add(1.28, ball(at(0, 62, z), 17.5, 17, 10.8));
            add(1.2, ball(at(0, 92, z - 8), 4, 12, 9));
            for (double sign : new double[] {-1, 1}) {
                add(1.4, ball(at(10 * sign, 76, z + 3), 4, 6, 5));
                add(1.35, ball(at(26 * sign, 84, z + 4), 13, 4, 4.5));
            }
        }
        add(1.2, ball(at(0, -88, 20), 14, 6, 82));
    }

    private static double square(double value) {
        return value * value;
    }
}
