// SPDX-License-Identifier: Apache-2.0
package io.radfm.modality.phantom;

/// Brain from its surface inwards: furrows filled with fluid, a ribbon of grey matter along them,
/// white matter below. All lengths in millimetres.
///
/// @param fold about the distance between furrows
/// @param deep how far furrows reach
/// @param width of half a furrow at the surface; wider in the old
/// @param ribbon how thick grey matter is
record Cortex(
        Noise noise,
        double grey,
        double white,
        double fluid,
        double fold,
        double deep,
        double width,
        double ribbon)
        implements Paint {

    static Cortex cerebrum(Scene scene, double atrophy) {
        return new Cortex(
                scene.noise(),
                scene.value(Tissue.GREY_MATTER),
                scene.value(Tissue.WHITE_MATTER),
                scene.value(Tissue.CSF),
                17,
                24,
                0.75 + 1.1 * atrophy,
                3.2);
    }

    static Cortex cerebellum(Scene scene, double atrophy) {
        return new Cortex(
                scene.noise(),
                scene.value(Tissue.GREY_MATTER),
                scene.value(Tissue.WHITE_MATTER),
                scene.value(Tissue.CSF),
                8,
                16,
                0.3 + 0.4 * atrophy,
                1.8);
    }

    @Override
    public double at(double x, double y, double z, double depth) {
        double k = 1 / fold;
        // turned, so that furrows do not run along the patient's axes
        double u = k * (0.64 * x + 0.6 * y + 0.48 * z) + 11.5;
        double v = k * (-0.6 * x + 0.77 * y - 0.22 * z) + 3.5;
        double w = k * (-0.48 * x - 0.22 * y + 0.85 * z) + 5.5;
        double bend = 0.35 * noise.at(2 * v, 2 * w, 2 * u);
        double sheet = fold * noise.distanceToSheet(u + bend, v - bend, w + bend);
        double reach = Math.clamp(1 - depth / deep, 0, 1);
        double half = width * (0.45 + 0.9 * reach);
        double furrow = step(half - sheet + 0.5) * Math.min(1, 3 * reach);
        double matter =
                Math.max(
                        step((half + ribbon - sheet) / 1.5 + 0.5) * Math.min(1, 2.5 * reach),
                        step((ribbon + 1 - depth) / 2 + 0.5));
        double mixed = white + matter * (grey - white);
        mixed += 0.03 * mixed * noise.at(x * 0.11, y * 0.11, z * 0.11);
        return mixed + furrow * (fluid - mixed);
    }

    private static double step(double value) {
        return Math.clamp(value, 0, 1);
    }
}
