// SPDX-License-Identifier: Apache-2.0
package io.radfm.events.wire;

import io.radfm.events.Topics;

import org.apache.avro.util.ClassSecurityValidator;

/// Which classes Avro may make when a schema names one: its own defaults and our generated records.
public final class TrustedClasses {
    private static final String OURS = Topics.class.getPackageName();

    private TrustedClasses() {}

    /// Needed once per process before any of our records is built or read; harmless when repeated.
    public static void install() {
        ClassSecurityValidator.setGlobal(
                ClassSecurityValidator.composite(
                        ClassSecurityValidator.getGlobal(),
                        type -> type.getPackageName().equals(OURS)));
    }
}
