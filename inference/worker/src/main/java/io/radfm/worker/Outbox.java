// SPDX-License-Identifier: Apache-2.0
package io.radfm.worker;

import io.radfm.events.InferenceResult;

import java.io.IOException;

/// Where the ends of jobs go.
interface Outbox {
    /// Returns when Kafka has the result on all its copies.
    ///
    /// @throws IOException when that is not certain: it may work later, and twice is harmless
    void result(InferenceResult result) throws IOException, InterruptedException;

    /// Puts away a record that is no job, as it is, with the reason and where it came from.
    void deadLetter(Delivery delivery, String reason) throws IOException, InterruptedException;
}
