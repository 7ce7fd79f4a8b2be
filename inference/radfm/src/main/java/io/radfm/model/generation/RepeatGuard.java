// SPDX-License-Identifier: Apache-2.0
package io.radfm.model.generation;

import java.util.List;

/// Notices an answer that has begun to say the same over and over.
///
/// @param window looks at so many last tokens; 0 never notices anything
record RepeatGuard(int window) {
    private static final int TIMES = 4;

    /// The last `window` tokens are one phrase, repeated four times or more.
    boolean repeating(List<Integer> tokens) {
        int size = tokens.size();
        if (window < TIMES || size < window) {
            return false;
        }
        for (int period = 1; period <= window / TIMES; period++) {
            int at = size - window + period;
            while (at < size && tokens.get(at).equals(tokens.get(at - period))) {
                at++;
            }
            if (at == size) {
                return true;
            }
        }
        return false;
    }
}
