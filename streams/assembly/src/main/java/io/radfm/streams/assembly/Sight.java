// SPDX-License-Identifier: Apache-2.0
package io.radfm.streams.assembly;

/// How far silence on one input partition may be believed: an image that has not arrived says
/// something only for the time in which it could have arrived and would have been seen.
///
/// ```
///   … watched ─┤ blind: stopped, or the broker is away ├─ grace ─┤ silence counts again …
///            blindFrom                           watchedSince
/// ```
///
/// All times are milliseconds since 1970.
///
/// @param blindFrom when watching last broke off
/// @param watchedSince since when the input is watched without a break; [#NEVER] while blind
/// @param caughtUpAt everything that was in the partition at this time has been processed
/// @param graceMillis how long senders have after a break to come back before silence counts
public record Sight(long blindFrom, long watchedSince, long caughtUpAt, long graceMillis) {
    /// Far enough in the future to never come, near enough that adding a duration does not
    /// overflow.
    public static final long NEVER = Long.MAX_VALUE / 4;

    /// For replays: the events tell all there is, nothing was ever missed.
    public static final Sight OF_EVENTS_ALONE = new Sight(NEVER, NEVER, Long.MIN_VALUE, 0);

    /// From when silence that began at `since` counts, seen from `now`.
    long countsFrom(long since, long now) {
        if (since >= watchedSince || now < blindFrom) {
            return since;
        }
        return watchedSince == NEVER ? NEVER : watchedSince + graceMillis;
    }
}
