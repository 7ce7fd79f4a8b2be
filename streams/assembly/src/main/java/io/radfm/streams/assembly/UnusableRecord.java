// SPDX-License-Identifier: Apache-2.0
package io.radfm.streams.assembly;

/// A record that can be read but not used. Thrown before any state is touched; the record then goes
/// to the dead-letter topic with this reason. The message holds no value of the record.
public final class UnusableRecord extends RuntimeException {
    private static final long serialVersionUID = 1;

    public UnusableRecord(String reason) {
        super(reason);
    }
}
