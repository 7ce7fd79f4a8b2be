// SPDX-License-Identifier: Apache-2.0
package io.radfm.storage;

/// What a store refuses. Both free-space bounds hold at once: the larger one decides.
///
/// @param maxObjectBytes the largest object taken
/// @param minFreeBytes below this much free space nothing new is taken
/// @param minFreePercent the same as a share of the whole volume, 0 to 100
public record StoreLimits(long maxObjectBytes, long minFreeBytes, double minFreePercent) {
    private static final long GIB = 1L << 30;

    /// Objects up to 16 GiB; one GiB and one percent of the volume stay free.
    public static final StoreLimits DEFAULT = new StoreLimits(16 * GIB, GIB, 1.0);

    public StoreLimits {
        if (maxObjectBytes < 1 || minFreeBytes < 0) {
            throw new IllegalArgumentException("negative bound");
        }
        if (!(minFreePercent >= 0 && minFreePercent <= 100)) {
            throw new IllegalArgumentException("minFreePercent " + minFreePercent);
        }
    }
}
