// SPDX-License-Identifier: Apache-2.0
package io.radfm.streams.assembly;

import io.radfm.events.Drafted;
import io.radfm.events.InferenceResult;
import io.radfm.events.InstanceReceived;

import java.util.regex.Pattern;

/// What a record must be so that state can be built on it. Everything refused is named.
public final class Usable {
    private static final Pattern PATIENT_KEY = Pattern.compile("[!-~]{1,128}");
    private static final Pattern UID = Pattern.compile("[!-~]{1,64}");

    /// A code string (PS3.5 §6.2): it goes into the prompt as it is.
    private static final Pattern MODALITY = Pattern.compile("[A-Z0-9 _]{1,16}");

    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");
    private static final int MAX_IMAGE_TYPES = 64;

    private Usable() {}

    public static void check(String key, InstanceReceived it) {
        require(it != null, "no value");
        require(it.getPatientKey().equals(key), "record key is not the patient key");
        require(PATIENT_KEY.matcher(it.getPatientKey()).matches(), "bad patient key");
        require(UID.matcher(it.getStudyInstanceUid()).matches(), "bad Study Instance UID");
        require(UID.matcher(it.getSeriesInstanceUid()).matches(), "bad Series Instance UID");
        require(
                UID.matcher(it.getInstance().getSopInstanceUid()).matches(),
                "bad SOP Instance UID");
        require(DIGEST.matcher(it.getInstance().getDigest()).matches(), "bad digest");
        require(it.getInstance().getFrames() >= 1, "bad number of frames");
        require(MODALITY.matcher(it.getModality()).matches(), "bad modality");
        require(it.getReceivedAt().toEpochMilli() > 0, "bad arrival time");
        require(it.getImageType().size() <= MAX_IMAGE_TYPES, "too many image types");
        require(it.getPosition().isEmpty() || it.getPosition().size() == 3, "bad position");
        require(
                it.getOrientation().isEmpty() || it.getOrientation().size() == 6,
                "bad orientation");
    }

    public static void check(String key, InferenceResult it) {
        require(it != null, "no value");
        require(it.getPatientKey().equals(key), "record key is not the patient key");
        require(PATIENT_KEY.matcher(it.getPatientKey()).matches(), "bad patient key");
        require(UID.matcher(it.getStudyInstanceUid()).matches(), "bad Study Instance UID");
        require(
                !(it.getOutcome() instanceof Drafted drafted) || !drafted.getAnswers().isEmpty(),
                "a draft without an answer");
    }

    public static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new UnusableRecord(otherwise);
        }
    }
}
