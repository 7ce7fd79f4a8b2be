// SPDX-License-Identifier: Apache-2.0
package io.radfm.events.registry;

import org.apache.kafka.common.errors.RetriableException;

/// No registry server answered within the allowed time. Says nothing about the record: try again
/// later.
public final class RegistryUnavailable extends RetriableException {
    private static final long serialVersionUID = 1;

    public RegistryUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
