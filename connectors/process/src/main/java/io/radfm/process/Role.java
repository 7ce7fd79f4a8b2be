// SPDX-License-Identifier: Apache-2.0
package io.radfm.process;

import io.micrometer.core.instrument.MeterRegistry;

import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

import java.util.concurrent.CountDownLatch;

/// A running role: ingest, streams, worker, results, or the lab that holds them all.
public interface Role extends AutoCloseable {
    Health health();

    /// Waits until the role has nothing left to do and answers the exit code. Most roles never
    /// have.
    default int await() throws InterruptedException {
        new CountDownLatch(1).await();
        return 0;
    }

    /// Finishes what is under way and stops. Called once, from any thread.
    @Override
    void close();

    /// What can be started: the name after `./radfm`, one sentence, the settings, and how.
    record Spec(String name, String summary, ConfigDef keys, Starter starter) {}

    @FunctionalInterface
    interface Starter {
        /// Starts the role; returns when it is under way (health says when it is ready).
        Role start(AbstractConfig settings, MeterRegistry metrics) throws Exception;
    }
}
