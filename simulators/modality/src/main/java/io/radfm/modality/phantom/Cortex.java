// SPDX-License-Identifier: Apache-2.0
package io.radfm.modality.phantom;

/// Brain from its surface inwards: furrows filled with fluid, a ribbon of grey matter along them,
/// white matter below.
///
/// @param fold the distance between furrows, in millimetres
/// @param deep how far furrows reach
/// @param width of furrows; wider in the old
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
                19,
                22 + 3 * atrophy,
                0.09 + 0.07 * atrophy,
                0.2);
    }

    static Cortex cerebellum(Scene scene, double atrophy) {
        return new Cortex(
                scene.noise(),
                scene.value(Tissue.GREY_MATTER),
                scene.value(Tissue.WHITE_MATTER),
                scene.value(Tissue.CSF),
                9,
                14,
                0.05 + 0.05 * atrophy,
                0.24);
    }

    @Override
    public double at(double x, double y, double z, double depth) {
        double k = 1 / fold;
        double ridge = Math.abs(noise.at(x * k + 11.5, y * k + 3.5, z * k * 0.8 + 5.5));
        double reach = Math.max(0, 1 - depth / deep);
        double furrow = step((width * (0.35 + reach) - ridge) / 0.05) * Math.min(1, reach * 4);
        double wall = ribbon * Math.min(1, reach * 2) + width - ridge;
        double matter = Math.max(step(wall / 0.12), step((4.5 - depth) / 2));
        double mixed = white + matter * (grey - white);
        mixed += 0.035 * mixed * noise.at(x * 0.11, y * 0.11, z * 0.11);
        return mixed + furrow * (fluid - mixed);
    }

    private static double step(double value) {
        return Math.clamp(value, 0, 1);
    }
}
