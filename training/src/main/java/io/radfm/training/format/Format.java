// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.format;

import io.radfm.training.sample.DataManifest;

import java.util.Arrays;
import java.util.Locale;

/// How the samples of a data set are written. The shards are always there, for `train` and
/// `evaluate` read them; the others are made of them, and lie beside them.
public enum Format {
    WEBDATASET,
    /// The files that the loader classes of RadFM's authors read, in `authors/`.
    AUTHORS,
    /// A table of all samples without their scans for each split, in `parquet/`.
    PARQUET;

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// @throws IllegalArgumentException when there is no such format
    public static Format named(String text) {
        return Arrays.stream(values())
                .filter(format -> format.text().equals(text.strip()))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "--format is any of webdataset, authors, parquet"));
    }

    /// Whether a whole data set has it.
    boolean isIn(DataManifest manifest) {
        return this == WEBDATASET
                || manifest.files().stream().anyMatch(file -> file.name().startsWith(text() + "/"));
    }
}
