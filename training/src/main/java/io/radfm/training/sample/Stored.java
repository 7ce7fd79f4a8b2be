// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.sample;

import java.util.List;

/// A sample with its scans, in order of their numbers.
public record Stored(Sample sample, List<Npy.Array> scans) {
    public Stored {
        scans = List.copyOf(scans);
    }
}
