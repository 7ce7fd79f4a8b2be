// SPDX-License-Identifier: Apache-2.0
package io.radfm.worker;

import io.radfm.testkit.OnePerRun;

import java.nio.file.Path;

/// The hospital of all classes: each leaves no job in it, and no model promoted.
final class OneHospital extends OnePerRun<Hospital> {
    OneHospital() {
        super(Hospital.class);
    }

    @Override
    protected Hospital start(Path folder) throws Exception {
        return new Hospital(folder);
    }
}
