// SPDX-License-Identifier: Apache-2.0
package io.radfm.streams.composition;

import io.radfm.events.InstanceReceived;
import io.radfm.events.ScanKind;

import java.util.List;

/// A picture or a volume that the model could be given.
///
/// @param instances in order along the normal where positions are known, else in reading order
record Scan(ScanKind kind, List<InstanceReceived> instances) {
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

    /// Computed from other images (reformatted, projected, subtracted) rather than acquired.
    boolean derived() {
        var type = first().getImageType();
        return !type.isEmpty() && "DERIVED".equalsIgnoreCase(type.getFirst());
    }

    Scan with(List<InstanceReceived> kept) {
        return new Scan(kind, kept);
    }
}
