// SPDX-License-Identifier: Apache-2.0
package io.radfm.process;

/// Are operations on this role likely to succeed? A value, never an exception.
///
/// @param reason a sentence for the person on call; empty when ready
public record Health(State state, String reason) {
    public enum State {
        STARTING,
        READY,
        DRAINING,
        DOWN
    }

    public static final Health READY = new Health(State.READY, "");

    public static Health starting(String reason) {
        return new Health(State.STARTING, reason);
    }

    public static Health draining(String reason) {
        return new Health(State.DRAINING, reason);
    }

    public static Health down(String reason) {
        return new Health(State.DOWN, reason);
    }

    public boolean isReady() {
        return state == State.READY;
    }
}
