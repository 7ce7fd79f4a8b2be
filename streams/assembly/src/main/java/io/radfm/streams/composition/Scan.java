// SPDX-License-Identifier: Apache-2.0
package io.radfm.streams.composition;

import io.radfm.events.InstanceReceived;
import io.radfm.events.ScanKind;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// A picture or a volume that the model could be given.
///
/// @param instances in order along the normal where positions are known, else in reading order
record Scan(ScanKind kind, List<InstanceReceived> instances) {
    private static final Pattern UNCORRECTED =
            Pattern.compile("(?i)\\b(nac|no[nt]?[ -]?ac|no[nt]?[ -]?corrected|uncorrected)\\b");

    Scan {
        instances = List.copyOf(instances);
    }

    InstanceReceived first() {
        return instances.getFirst();
    }

    /// Slices of the volume, frames counted.
    long slices() {
        return instances.stream().mapToLong(one -> one.getInstance().getFrames()).sum();
    }

    /// How soon the scan is chosen: 0 as it was acquired, diffusion maps too, since they say what
    /// no acquired image says; 1 computed from other images (reformatted, projected, subtracted); 2
    /// PET without attenuation correction, which repeats the corrected one worse.
    int rank() {
        if (first().getModality().equals("PT") && isUncorrected(first().getSeriesDescription())) {
            return 2;
        }
        var type = first().getImageType().stream().map(it -> it.toUpperCase(Locale.ROOT)).toList();
        boolean derived = !type.isEmpty() && type.getFirst().equals("DERIVED");
        return derived && !type.contains("DIFFUSION") && !type.contains("ADC") ? 1 : 0;
    }

    private static boolean isUncorrected(String series) {
        return series != null && UNCORRECTED.matcher(series.replace('_', ' ')).find();
    }

    Scan with(List<InstanceReceived> kept) {
        return new Scan(kind, kept);
    }
}
