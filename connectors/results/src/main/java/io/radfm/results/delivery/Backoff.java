// SPDX-License-Identifier: Apache-2.0
package io.radfm.results.delivery;

import java.time.Duration;

/// How long to wait before the next attempt: doubling from `first` up to `most`.
public record Backoff(Duration first, Duration most) {
    Duration after(int attempts) {
        var doubled = first.multipliedBy(1L << Math.min(attempts - 1, 20));
        return doubled.compareTo(most) < 0 ? doubled : most;
    }
}
