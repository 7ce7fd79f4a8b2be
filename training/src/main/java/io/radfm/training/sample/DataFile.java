// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.sample;

/// A file of a data set beside its shards, as the manifest knows it.
///
/// @param name below the data set's directory: `parquet/train.parquet`
/// @param sha256 of the file
public record DataFile(String name, long bytes, String sha256) {
    public DataFile {
        if (name == null || !name.matches("\\w[\\w.-]{0,99}(/\\w[\\w.-]{0,99}){1,3}")) {
            throw new IllegalArgumentException("name of a file");
        }
        if (bytes < 0 || !Digest.isDigest(sha256)) {
            throw new IllegalArgumentException("bytes or sha256 of a file");
        }
    }
}
