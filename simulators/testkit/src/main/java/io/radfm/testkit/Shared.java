// SPDX-License-Identifier: Apache-2.0
package io.radfm.testkit;

import org.junit.jupiter.api.Assumptions;

import java.nio.file.Files;
import java.nio.file.Path;

/// Real DICOM files and reference outputs, kept beside the project (`../shared`), too large to
/// commit.
public final class Shared {
    private Shared() {}

    /// The file or folder at this path, for example `dicom/single/GOLD.csv`; without it the test is
    /// skipped.
    public static Path path(String relative) {
        var root = Path.of(System.getProperty("radfm.shared", "../shared"));
        var path = root.resolve(relative).normalize();
        Assumptions.assumeTrue(
                Files.exists(path), () -> "skipped: " + path + " is not on this machine");
        return path;
    }
}
