// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.replay;

import io.radfm.streams.assembly.StudyPolicy;
import io.radfm.training.format.Format;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/// What a replay is to make.
///
/// @param to directory of the data set
/// @param key file of the pseudonyms' key, which is made where there is none
/// @param from,until see [Window]
/// @param imageSize H = W of all scans
/// @param exact whether volumes keep 32 bits
/// @param burnedIn whether images that may show a name are kept
/// @param terms a term list of one's own
/// @param threads studies at a time
/// @param bytesPerSecond at most, 0 for no limit
/// @param formats beside the shards
/// @param retained of what names nobody by itself
/// @param again by which contexts are made again; empty for those that were served
public record ReplayOptions(
        Path to,
        Path key,
        String from,
        String until,
        int imageSize,
        boolean exact,
        boolean burnedIn,
        Optional<Path> terms,
        int threads,
        double bytesPerSecond,
        Set<Format> formats,
        Retained retained,
        Optional<StudyPolicy> again) {
    private static final int LARGEST_SIDE = 1024;
    private static final int MOST_THREADS = 64;

    public ReplayOptions {
        formats = Set.copyOf(formats);
        require(imageSize >= 16 && imageSize <= LARGEST_SIDE, "--image-size is 16 to 1024");
        require(threads >= 1 && threads <= MOST_THREADS, "--threads is 1 to " + MOST_THREADS);
        require(bytesPerSecond >= 0, "--rate is 0 or more");
        require(
                !key.toAbsolutePath().normalize().startsWith(to.toAbsolutePath().normalize()),
                "--key must not be in the data set: who has both can undo the pseudonyms");
    }

    public static ReplayOptions of(Path to, Path key) {
        return new ReplayOptions(
                to,
                key,
                "earliest",
                "",
                512,
                true,
                false,
                Optional.empty(),
                Runtime.getRuntime().availableProcessors(),
                0,
                Set.of(),
                Retained.DEFAULT,
                Optional.empty());
    }

    public ReplayOptions with(int otherImageSize, int otherThreads) {
        return new ReplayOptions(
                to,
                key,
                from,
                until,
                otherImageSize,
                exact,
                burnedIn,
                terms,
                otherThreads,
                bytesPerSecond,
                formats,
                retained,
                again);
    }

    public ReplayOptions with(Set<Format> otherFormats) {
        return new ReplayOptions(
                to,
                key,
                from,
                until,
                imageSize,
                exact,
                burnedIn,
                terms,
                threads,
                bytesPerSecond,
                otherFormats,
                retained,
                again);
    }

    public ReplayOptions with(Retained otherRetained) {
        return new ReplayOptions(
                to,
                key,
                from,
                until,
                imageSize,
                exact,
                burnedIn,
                terms,
                threads,
                bytesPerSecond,
                formats,
                otherRetained,
                again);
    }

    public ReplayOptions with(StudyPolicy policy) {
        return new ReplayOptions(
                to,
                key,
                from,
                until,
                imageSize,
                exact,
                burnedIn,
                terms,
                threads,
                bytesPerSecond,
                formats,
                retained,
                Optional.of(policy));
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException(what);
        }
    }
}
