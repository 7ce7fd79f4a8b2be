// SPDX-License-Identifier: Apache-2.0
package io.radfm.modality.phantom;

/// What a solid is filled with: HU in CT, signal in MR, attenuation in a radiograph.
@FunctionalInterface
interface Paint {
    /// @param depth below the surface, in millimetres
    double at(double x, double y, double z, double depth);

    record Flat(double value) implements Paint {
        @Override
        public double at(double x, double y, double z, double depth) {
            return value;
        }
    }

    static Paint flat(double value) {
        return new Flat(value);
    }

    /// A value with cloudy variation around it.
    static Paint cloudy(double value, double amplitude, double wavelength, Noise noise) {
        double k = 1 / wavelength;
        return (x, y, z, _) -> value + amplitude * noise.at(x * k, y * k, z * k);
    }
}
