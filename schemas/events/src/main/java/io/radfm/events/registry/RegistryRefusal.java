// SPDX-License-Identifier: Apache-2.0
package io.radfm.events.registry;

import org.apache.kafka.common.errors.SerializationException;

/// The registry answered, and the answer is no: unknown schema id, incompatible schema, no
/// permission.
public final class RegistryRefusal extends SerializationException {
    private static final long serialVersionUID = 1;

    private final int status;
    private final int code;

    RegistryRefusal(String call, int status, int code, String message) {
        super(
                "schema registry refused "
                        + call
                        + ": HTTP "
                        + status
                        + ", code "
                        + code
                        + ", "
                        + message);
        this.status = status;
        this.code = code;
    }

    /// HTTP status.
    public int status() {
        return status;
    }

    /// Confluent's error code, for example 40403 (schema not found); 0 when the answer had none.
    public int code() {
        return code;
    }
}
