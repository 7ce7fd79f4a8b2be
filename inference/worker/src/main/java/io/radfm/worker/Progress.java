// SPDX-License-Identifier: Apache-2.0
package io.radfm.worker;

import io.radfm.events.InferenceJob;
import io.radfm.events.ModelInfo;

/// Whom a job's text is told while it is written. Whatever becomes of the telling, the job goes on.
@FunctionalInterface
interface Progress {
    /// Nobody.
    Progress NONE = (job, model) -> Writing.UNHEARD;

    /// A job begins to be answered.
    Writing begin(InferenceJob job, ModelInfo model);

    /// One text under way; closed when it is whole or will not be.
    interface Writing extends AutoCloseable {
        Writing UNHEARD =
                new Writing() {
                    @Override
                    public void add(String piece) {}

                    @Override
                    public void close() {}
                };

        /// The next token's text. Called on the model's own thread: it must return at once.
        void add(String piece);

        @Override
        void close();
    }
}
