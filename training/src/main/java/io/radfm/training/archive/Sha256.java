// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.archive;

import io.radfm.model.Digests;

import java.util.HexFormat;
import java.util.regex.Pattern;

/// SHA-256, as everything in an archive is named or proven by.
final class Sha256 {
    private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");

    private Sha256() {}

    static String of(byte[] bytes) {
        return HexFormat.of().formatHex(Digests.newSha256().digest(bytes));
    }

    static boolean is(String text) {
        return text != null && HEX.matcher(text).matches();
    }
}
