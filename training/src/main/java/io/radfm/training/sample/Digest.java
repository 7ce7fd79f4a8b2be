// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.sample;

import io.radfm.model.Digests;

import java.security.MessageDigest;
import java.util.HexFormat;

/// SHA-256 (FIPS 180-4) in lower-case hexadecimal digits.
final class Digest {
    private Digest() {}

    static MessageDigest start() {
        return Digests.newSha256();
    }

    static String end(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }

    static boolean isDigest(String text) {
        return text != null && text.matches("[0-9a-f]{64}");
    }
}
