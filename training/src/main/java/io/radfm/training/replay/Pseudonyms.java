// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.replay;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Names that lead back only for those who have the key: HMAC-SHA256, 24 hexadecimal digits. The
/// same patient has the same name in every data set made with the same key.
final class Pseudonyms {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int KEY_BYTES = 32;
    private static final int MOST_KEY_FILE_BYTES = 4096;
    private static final int DIGITS = 24;
    private static final int LEAST_DAYS = 366;
    private static final int MOST_MORE_DAYS = 3653;

    private final SecretKeySpec key;

    private Pseudonyms(byte[] key) {
        this.key = new SecretKeySpec(key, ALGORITHM);
    }

    /// The key of a file of hexadecimal digits; a new one, readable by its owner alone, where there
    /// is no such file.
    static Pseudonyms of(Path file) throws IOException {
        if (!Files.exists(file)) {
            create(file);
        }
        if (Files.size(file) > MOST_KEY_FILE_BYTES) {
            throw new IOException("the key file is too large");
        }
        try {
            var key = HexFormat.of().parseHex(Files.readString(file).strip());
            if (key.length < KEY_BYTES) {
                throw new IOException("the key file holds fewer than 64 hexadecimal digits");
            }
            return new Pseudonyms(key);
        } catch (IllegalArgumentException e) {
            throw new IOException(
                    "the key file does not hold hexadecimal digits"); // not what it has
        }
    }

    private static void create(Path file) throws IOException {
        var key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        if (file.toAbsolutePath().getParent() != null) {
            Files.createDirectories(file.toAbsolutePath().getParent());
        }
        var owner =
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try {
            Files.createFile(file, owner);
        } catch (FileAlreadyExistsException e) {
            return; // another process was first
        }
        var text = HexFormat.of().formatHex(key) + "\n";
        Files.writeString(file, text, StandardOpenOption.WRITE, StandardOpenOption.SYNC);
    }

    String patient(String patientKey) {
        return name("patient", patientKey);
    }

    String study(String studyInstanceUid) {
        return name("study", studyInstanceUid);
    }

    /// By how many days the patient's dates are told too early: one year to ten and a bit, so that
    /// no date is told as it was.
    int days(String patientKey) {
        int number = Integer.parseInt(name("days", patientKey).substring(0, 7), 16);
        return LEAST_DAYS + number % MOST_MORE_DAYS;
    }

    /// Tells keys apart, and says nothing of them.
    String fingerprint() {
        return name("fingerprint", "");
    }

    private String name(String kind, String of) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update((kind + "\0").getBytes(StandardCharsets.UTF_8));
            var digest = mac.doFinal(of.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, DIGITS);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }
}
