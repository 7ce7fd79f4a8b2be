// SPDX-License-Identifier: Apache-2.0
package io.radfm.model.conversion;

import java.io.IOException;

/// A weight that cannot be stored in the precision asked for, or is no number at all.
public final class UnfitNumber extends IOException {
    UnfitNumber(String tensor, float value, String what) {
        super("tensor " + tensor + ": " + value + " " + what);
    }
}
