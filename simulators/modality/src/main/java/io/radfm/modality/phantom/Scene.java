// SPDX-License-Identifier: Apache-2.0
package io.radfm.modality.phantom;

import java.util.ArrayList;
import java.util.List;

/// Solids in the order they are laid over one another, as one contrast sees them.
final class Scene {
    private static final double SOFT = 1.2;

    private final List<Solid> solids = new ArrayList<>();
    private final Contrast contrast;
    private final Noise noise;

    Scene(Contrast contrast, Noise noise) {
        this.contrast = contrast;
        this.noise = noise;
    }

    List<Solid> solids() {
        return solids;
    }

    Noise noise() {
        return noise;
    }

    double value(Tissue tissue) {
        return contrast.of(tissue);
    }

    Scene add(Paint paint, double softness, Surface... surfaces) {
        solids.add(new Solid(paint, softness, surfaces));
        return this;
    }

    Scene add(Tissue tissue, Surface... surfaces) {
        return add(Paint.flat(value(tissue)), SOFT, surfaces);
    }

    Scene soft(Tissue tissue, double softness, Surface... surfaces) {
        return add(Paint.flat(value(tissue)), softness, surfaces);
    }

    /// Some amount of variation within, as a part of the tissue's own value.
    Scene cloudy(Tissue tissue, double part, double wavelength, Surface... surfaces) {
        double value = value(tissue);
        double amplitude = part * (Math.abs(value) + 20);
        return add(Paint.cloudy(value, amplitude, wavelength, noise), SOFT, surfaces);
    }

    Scene ball(Tissue tissue, Point centre, double rx, double ry, double rz) {
        return add(tissue, Surface.ellipsoid(centre, rx, ry, rz));
    }

    Scene ball(Tissue tissue, Point centre, double rx, double ry, double rz, Turn turn) {
        return add(tissue, Surface.ellipsoid(centre, rx, ry, rz, turn));
    }

    /// The same on both sides.
    Scene pair(Tissue tissue, Point left, double rx, double ry, double rz) {
        return ball(tissue, left, rx, ry, rz).ball(tissue, left.mirrored(), rx, ry, rz);
    }

    /// The same on both sides, turned about the axis to the head in opposite ways.
    Scene pair(Tissue tissue, Point left, double rx, double ry, double rz, double degrees) {
        return ball(tissue, left, rx, ry, rz, Turn.aboutZ(degrees))
                .ball(tissue, left.mirrored(), rx, ry, rz, Turn.aboutZ(-degrees));
    }
}
