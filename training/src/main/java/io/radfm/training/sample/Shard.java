// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.sample;

/// A shard as the manifest knows it.
///
/// @param name `train-00000.tar`
/// @param sha256 of the file
public record Shard(String name, long bytes, long samples, String sha256) {
    static final int MOST = 100_000;

    public Shard {
        if (name == null || !name.matches("(train|validation|test)-\\d{5}\\.tar")) {
            throw new IllegalArgumentException("name of a shard");
        }
        if (bytes < 0 || samples < 0 || !Digest.isDigest(sha256)) {
            throw new IllegalArgumentException("bytes, samples or sha256 of a shard");
        }
    }

    static String name(Split split, int number) {
        if (number >= MOST) {
            throw new IllegalStateException("more than " + MOST + " shards");
        }
        return "%s-%05d.tar".formatted(split.text(), number);
    }

    public Split split() {
        return Split.named(name.substring(0, name.indexOf('-')));
    }
}
