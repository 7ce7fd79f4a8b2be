// SPDX-License-Identifier: Apache-2.0
package io.radfm.ingest;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Patient keys: HMAC-SHA-256 (RFC 2104) of issuer and patient ID under the site's secret, cut to
/// 128 bits, in hexadecimal. Without the secret a key cannot be traced to an identifier, not even
/// by trying them all; the same patient has the same key as long as the secret stays.
public final class PatientKeys {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int SECRET_BYTES = 32;
    private static final int KEY_BYTES = 16;

    private final SecretKeySpec secret;

    private PatientKeys(byte[] secret) {
        this.secret = new SecretKeySpec(secret, ALGORITHM);
    }

    /// Reads the site's secret, 64 hexadecimal digits; makes one, for its owner's eyes only, when
    /// the file is absent.
    public static PatientKeys of(Path file) throws IOException {
        if (!Files.exists(file)) {
            create(file);
        }
        byte[] secret;
        try {
            secret = HexFormat.of().parseHex(Files.readString(file).strip());
        } catch (IllegalArgumentException e) {
            throw new IOException("not a secret in hexadecimal: " + file);
        }
        if (secret.length != SECRET_BYTES) {
            throw new IOException("not a secret of " + SECRET_BYTES + " bytes: " + file);
        }
        return new PatientKeys(secret);
    }

    /// The key of this patient; without a patient ID every study is its own patient. A backslash
    /// cannot occur inside a value (PS3.5 §6.2), so the two parts cannot be shifted.
    public String of(Optional<String> issuer, Optional<String> patientId, String studyInstanceUid) {
        return patientId.map(id -> keyed(issuer.orElse("") + '\\' + id)).orElse(studyInstanceUid);
    }

    private String keyed(String identity) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(secret);
            var hash = mac.doFinal(identity.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, KEY_BYTES);
        } catch (GeneralSecurityException e) {
            throw new LinkageError("every Java platform has " + ALGORITHM, e);
        }
    }

    /// Written aside, forced, then linked: of several processes that start at once one wins, and no
    /// half-written secret is ever read.
    private static void create(Path file) throws IOException {
        var folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        var secret = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(secret);
        var ownerOnly =
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        var draft = Files.createTempFile(folder, file.getFileName().toString(), ".new", ownerOnly);
        try {
            try (var channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
                channel.write(
                        ByteBuffer.wrap(
                                HexFormat.of()
                                        .formatHex(secret)
                                        .getBytes(StandardCharsets.US_ASCII)));
                channel.force(true);
            }
            Files.createLink(file, draft);
            try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        } catch (FileAlreadyExistsException another) {
            return; // somebody else's secret is the site's
        } finally {
            Files.delete(draft);
        }
    }
}
