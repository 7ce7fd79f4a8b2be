// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.evaluate.predict;

/// Told of what is done.
public interface Progress {
    Progress NONE = _ -> {};

    /// Called for every question that has its answer, or gets none.
    void done(int questions);
}
