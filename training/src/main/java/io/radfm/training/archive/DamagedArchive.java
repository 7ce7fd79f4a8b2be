// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.archive;

import java.io.IOException;

/// A file of an archive is not what it should be. Says which and why, and nothing of what is in it.
public final class DamagedArchive extends IOException {
    private static final long serialVersionUID = 1;

    DamagedArchive(String file, String what) {
        super(file + " " + what);
    }

    DamagedArchive(String file, String what, Throwable cause) {
        super(file + " " + what, cause);
    }
}
