// SPDX-License-Identifier: Apache-2.0
package io.radfm.streams;

import io.radfm.events.InstanceReceived;
import io.radfm.events.InstanceRef;
import io.radfm.events.Source;
import io.radfm.events.wire.TrustedClasses;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;

/// Events of objects as ingest would write them.
public final class Images {
    public static final String CT = "1.2.840.10008.5.1.4.1.1.2";
    public static final String MR = "1.2.840.10008.5.1.4.1.1.4";
    public static final String DX = "1.2.840.10008.5.1.4.1.1.1.1";
    public static final String US = "1.2.840.10008.5.1.4.1.1.6.1";
    public static final String SECONDARY_CAPTURE = "1.2.840.10008.5.1.4.1.1.7";
    public static final String DOSE_REPORT = "1.2.840.10008.5.1.4.1.1.88.67";
    public static final String BASIC_TEXT_SR = "1.2.840.10008.5.1.4.1.1.88.11";
    public static final String KEY_OBJECTS = "1.2.840.10008.5.1.4.1.1.88.59";
    public static final String PRESENTATION_STATE = "1.2.840.10008.5.1.4.1.1.11.1";

    static {
        TrustedClasses.install();
    }

    private Images() {}

    /// One slice: axial, 5 mm apart, in series `<study>.<series>`.
    public static InstanceReceived.Builder slice(String study, int series, int number) {
        return image(study, "CT", CT, series, number)
                .setPosition(List.of(0.0, 0.0, 5.0 * number))
                .setOrientation(List.of(1.0, 0.0, 0.0, 0.0, 1.0, 0.0));
    }

    public static InstanceReceived.Builder image(
            String study, String modality, String sopClass, int series, int number) {
        var uid = study + "." + series + "." + number;
        return InstanceReceived.newBuilder()
                .setPatientKey("patient-of-" + study)
                .setStudyInstanceUid(study)
                .setSeriesInstanceUid(study + "." + series)
                .setSopClassUid(sopClass)
                .setInstance(new InstanceRef(uid, digest(uid), 1000L, 1))
                .setSource(new Source("CT1", "RADFM", "1.2.840.10008.1.2.1"))
                .setReceivedAt(Instant.ofEpochMilli(1))
                .setModality(modality)
                .setSeriesNumber(series)
                .setInstanceNumber(number)
                .setImageType(List.of("ORIGINAL", "PRIMARY", "AXIAL"))
                .setRows(512)
                .setColumns(512)
                .setPixels(true);
    }

    /// The same object with other bytes.
    public static InstanceReceived.Builder changed(InstanceReceived.Builder image, String bytes) {
        var ref = image.getInstance();
        return image.setInstance(new InstanceRef(ref.getSopInstanceUid(), digest(bytes), 1000L, 1));
    }

    public static InstanceReceived.Builder with(
            InstanceReceived.Builder image, Consumer<InstanceReceived.Builder> change) {
        change.accept(image);
        return image;
    }

    public static String digest(String bytes) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(bytes.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
