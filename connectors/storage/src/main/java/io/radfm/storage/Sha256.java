// SPDX-License-Identifier: Apache-2.0
package io.radfm.storage;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// SHA-256 (FIPS 180-4) as names: 64 lower-case hexadecimal digits. The JDK's own implementation
/// uses the processor's SHA instructions.
final class Sha256 {
    private static final int DIGITS = 64;

    private Sha256() {}

    static MessageDigest start() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new LinkageError("every Java platform has SHA-256", missing);
        }
    }

    static String end(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }

    /// Refuses all but 64 lower-case hexadecimal digits, so that no digest can leave its folder.
    static String check(String digest) throws StorageException.MalformedDigest {
        if (digest == null || digest.length() != DIGITS) {
            throw new StorageException.MalformedDigest();
        }
        for (int i = 0; i < DIGITS; i++) {
            char c = digest.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
                throw new StorageException.MalformedDigest();
            }
        }
        return digest;
    }
}
