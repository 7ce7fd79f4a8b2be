// SPDX-License-Identifier: Apache-2.0
package io.radfm.platform;

/// A running Kafka broker.
public interface Broker extends AutoCloseable {
    /// Where clients begin: `127.0.0.1:port`.
    String bootstrapServers();

    @Override
    void close();
}
