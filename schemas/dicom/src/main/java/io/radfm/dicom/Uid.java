// SPDX-License-Identifier: Apache-2.0
package io.radfm.dicom;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/// Unique identifiers (PS3.5 §9).
public final class Uid {
    /// Ours, for File Meta Information and association negotiation; drawn once with [#generate].
    public static final String IMPLEMENTATION_CLASS = "2.25.54035191744633548205447704802418205269";

    public static final String IMPLEMENTATION_VERSION = "RADFM_STREAMS_0";

    private Uid() {}

    /// A new UID under the root 2.25 (PS3.5 §B.2), random.
    public static String generate() {
        return of(UUID.randomUUID());
    }

    /// The UID under 2.25 that the same name always gets.
    public static String of(String name) {
        try {
            var digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(name.getBytes(StandardCharsets.UTF_8));
            digest[6] = (byte) (digest[6] & 0x0F | 0x80); // version 8: of our own making, RFC 9562
            digest[8] = (byte) (digest[8] & 0x3F | 0x80);
            var bits = ByteBuffer.wrap(digest);
            return of(new UUID(bits.getLong(), bits.getLong()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    public static String of(UUID uuid) {
        var bits =
                ByteBuffer.allocate(16)
                        .putLong(uuid.getMostSignificantBits())
                        .putLong(uuid.getLeastSignificantBits());
        return "2.25." + new BigInteger(1, bits.array());
    }

    /// At most 64 characters, digits between dots, no component with a leading zero.
    public static boolean valid(String uid) {
        if (uid.isEmpty() || uid.length() > 64) {
            return false;
        }
        int start = 0;
        for (int i = 0; i <= uid.length(); i++) {
            if (i == uid.length() || uid.charAt(i) == '.') {
                if (i == start || i > start + 1 && uid.charAt(start) == '0') {
                    return false;
                }
                start = i + 1;
            } else if (uid.charAt(i) < '0' || uid.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }
}
