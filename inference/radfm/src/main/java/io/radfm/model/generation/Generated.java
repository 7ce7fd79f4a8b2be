// SPDX-License-Identifier: Apache-2.0
package io.radfm.model.generation;

import io.radfm.model.Answer.StopReason;

import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;

/// New tokens, why there are no more, and what they took.
///
/// @param yesProbability of yes against no at the first token, where it was asked for
/// @param vision time spent on the scans of the context, cached ones none
/// @param prefill from the first position computed for this answer to its first token
/// @param decode from there to the last token, other answers of the same batch included
public record Generated(
        List<Integer> tokens,
        StopReason stop,
        OptionalDouble yesProbability,
        Duration vision,
        Duration prefill,
        Duration decode) {}
