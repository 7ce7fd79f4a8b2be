// SPDX-License-Identifier: Apache-2.0
package io.radfm.model.conversion;

import io.radfm.model.checkpoint.Parameters.Parameter;

/// Where the numbers of a new weights file come from. Any thread may ask, in any order.
public interface Numbers {
    /// Numbers `first` to `first + count − 1` of a parameter, the last axis fastest.
    void read(Parameter parameter, long first, int count, float[] target);

    /// These are not needed again.
    default void done(Parameter parameter, long first, int count) {}
}
