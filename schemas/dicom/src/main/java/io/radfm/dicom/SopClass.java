// SPDX-License-Identifier: Apache-2.0
package io.radfm.dicom;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// SOP classes (PS3.4, PS3.6 Annex A): the UIDs that code names, and all storage classes by name.
public final class SopClass {
    public static final String VERIFICATION = "1.2.840.10008.1.1";
    public static final String STORAGE_COMMITMENT_PUSH_MODEL = "1.2.840.10008.1.20.1";
    public static final String MODALITY_PERFORMED_PROCEDURE_STEP = "1.2.840.10008.3.1.2.3.3";
    public static final String MODALITY_WORKLIST_FIND = "1.2.840.10008.5.1.4.31";
    public static final String STUDY_ROOT_FIND = "1.2.840.10008.5.1.4.1.2.2.1";
    public static final String STUDY_ROOT_MOVE = "1.2.840.10008.5.1.4.1.2.2.2";
    public static final String STUDY_ROOT_GET = "1.2.840.10008.5.1.4.1.2.2.3";

    public static final String COMPUTED_RADIOGRAPHY_IMAGE = "1.2.840.10008.5.1.4.1.1.1";
    public static final String DIGITAL_X_RAY_IMAGE_FOR_PRESENTATION = "1.2.840.10008.5.1.4.1.1.1.1";
    public static final String DIGITAL_X_RAY_IMAGE_FOR_PROCESSING = "1.2.840.10008.5.1.4.1.1.1.1.1";
    public static final String MAMMOGRAPHY_IMAGE_FOR_PRESENTATION = "1.2.840.10008.5.1.4.1.1.1.2";
    public static final String CT_IMAGE = "1.2.840.10008.5.1.4.1.1.2";
    public static final String ENHANCED_CT_IMAGE = "1.2.840.10008.5.1.4.1.1.2.1";
    public static final String MR_IMAGE = "1.2.840.10008.5.1.4.1.1.4";
    public static final String ENHANCED_MR_IMAGE = "1.2.840.10008.5.1.4.1.1.4.1";
    public static final String ULTRASOUND_IMAGE = "1.2.840.10008.5.1.4.1.1.6.1";
    public static final String SECONDARY_CAPTURE_IMAGE = "1.2.840.10008.5.1.4.1.1.7";
    public static final String PET_IMAGE = "1.2.840.10008.5.1.4.1.1.128";
    public static final String NUCLEAR_MEDICINE_IMAGE = "1.2.840.10008.5.1.4.1.1.20";
    public static final String SEGMENTATION = "1.2.840.10008.5.1.4.1.1.66.4";
    public static final String GRAYSCALE_PRESENTATION_STATE = "1.2.840.10008.5.1.4.1.1.11.1";
    public static final String BASIC_TEXT_SR = "1.2.840.10008.5.1.4.1.1.88.11";
    public static final String ENHANCED_SR = "1.2.840.10008.5.1.4.1.1.88.22";
    public static final String COMPREHENSIVE_SR = "1.2.840.10008.5.1.4.1.1.88.33";
    public static final String KEY_OBJECT_SELECTION = "1.2.840.10008.5.1.4.1.1.88.59";
    public static final String X_RAY_RADIATION_DOSE_SR = "1.2.840.10008.5.1.4.1.1.88.67";
    public static final String ENCAPSULATED_PDF = "1.2.840.10008.5.1.4.1.1.104.1";
    public static final String RAW_DATA = "1.2.840.10008.5.1.4.1.1.66";

    private record Storage(String name, boolean image) {}

    private static final Map<String, Storage> STORAGE = new LinkedHashMap<>();

    static {
        for (var line : Resources.lines("sop-classes.txt")) {
            var fields = line.split(" ", 3);
            STORAGE.put(fields[0], new Storage(fields[2], fields[1].equals("I")));
        }
    }

    private SopClass() {}

    /// Every storage SOP class of the standard, retired ones included.
    public static Set<String> storage() {
        return java.util.Collections.unmodifiableSet(STORAGE.keySet());
    }

    public static boolean isStorage(String uid) {
        return STORAGE.containsKey(uid);
    }

    /// A storage class whose instances hold Pixel Data that is a picture of something (not a
    /// presentation state, report, waveform, document or plan).
    public static boolean isImageStorage(String uid) {
        var storage = STORAGE.get(uid);
        return storage != null && storage.image;
    }

    /// Structured reports of every kind, Key Object Selection and dose reports included (PS3.3
    /// §A.35).
    public static boolean isStructuredReport(String uid) {
        return uid.startsWith("1.2.840.10008.5.1.4.1.1.88.");
    }

    /// Softcopy presentation states (PS3.3 §A.33).
    public static boolean isPresentationState(String uid) {
        return uid.startsWith("1.2.840.10008.5.1.4.1.1.11.");
    }

    /// The standard's name of a storage class.
    public static Optional<String> name(String uid) {
        return Optional.ofNullable(STORAGE.get(uid)).map(Storage::name);
    }
}
