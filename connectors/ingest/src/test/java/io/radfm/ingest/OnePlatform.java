// SPDX-License-Identifier: Apache-2.0
package io.radfm.ingest;

import io.radfm.platform.Platform;
import io.radfm.testkit.OnePerRun;

import java.io.IOException;
import java.nio.file.Path;

/// The broker and registry that all classes use.
final class OnePlatform extends OnePerRun<Platform> {
    OnePlatform() {
        super(Platform.class);
    }

    @Override
    protected Platform start(Path folder) throws IOException {
        return Platform.start(folder);
    }
}
