// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.sample;

import java.io.IOException;
import java.util.List;

/// The name of a sample: the first 24 hexadecimal digits of the SHA-256 of what it says and shows.
///
/// What it says is its canonical JSON, without all that tells where it came from: the key itself,
/// split, patient, study, labels, terms, rules and provenance. What it shows are its arrays as
/// `.npy` files. So equal content is a duplicate, whoever it came from.
public final class SampleKey {
    /// Stands in a sample until its key is known.
    public static final String NONE = "0".repeat(24);

    private SampleKey() {}

    public static boolean isKey(String text) {
        return text != null && text.matches("[0-9a-f]{24}");
    }

    /// The same sample under its key.
    public static Sample give(Sample sample, List<Npy.Array> scans) throws IOException {
        if (scans.size() != sample.scans()) {
            throw new IllegalArgumentException("a sample of " + sample.scans() + " scans");
        }
        var digest = Digest.start();
        digest.update(SampleJson.content(sample));
        for (var scan : scans) {
            digest.update(scan.sha256());
        }
        return sample.withKey(Digest.end(digest).substring(0, NONE.length()));
    }
}
