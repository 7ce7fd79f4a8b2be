// SPDX-License-Identifier: Apache-2.0
package io.radfm.streams.composition;

import io.radfm.events.InstanceReceived;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Why an object of a study is not shown to the model. SOP classes are those of PS3.4 B.5.
final class LeftOutRules {
    private static final String STORAGE = "1.2.840.10008.5.1.4.1.1.";
    private static final Set<String> DOSE_REPORTS =
            Set.of(STORAGE + "88.67", STORAGE + "88.68", STORAGE + "88.73", STORAGE + "88.76");
    private static final String KEY_OBJECT_SELECTION = STORAGE + "88.59";
    private static final String SECONDARY_CAPTURE = STORAGE + "7";

    private static final List<Family> FAMILIES =
            List.of(
                    new Family(STORAGE + "88.", "STRUCTURED_REPORT"),
                    new Family(STORAGE + "11.", "PRESENTATION_STATE"),
                    new Family(STORAGE + "66.", "SEGMENTATION"),
                    new Family(STORAGE + "104.", "ENCAPSULATED_DOCUMENT"),
                    new Family(STORAGE + "481.", "RADIOTHERAPY"),
                    new Family(STORAGE + "30", "PARAMETRIC_MAP"));

    private static final Set<String> SCREENS =
            Set.of("SCREEN SAVE", "SCREENSHOT", "SCREEN CAPTURE", "DOSE REPORT", "DOSE_INFO");
    private static final Set<String> SLICED = Set.of("CT", "MR", "PT", "NM");
    private static final Pattern SCOUT =
            Pattern.compile("\\b(scout|topogram|localizers?|localisers?|loc|surview|scanogram)\\b");

    /// What one vendor calls its MR localizers; elsewhere a survey is an examination.
    private static final Pattern MR_SURVEY = Pattern.compile("\\bsurvey\\b");

    private record Family(String prefix, String reason) {
        boolean holds(String sopClass) {
            return sopClass.startsWith(prefix);
        }
    }

    private final boolean onlyCaptures;

    /// @param study all instances of the study: a study that has nothing but secondary captures is
    ///   a digitized examination, whose captures are its images
    LeftOutRules(List<InstanceReceived> study) {
        this.onlyCaptures =
                study.stream()
                        .filter(one -> one.getPixels() && ofSopClass(one).isEmpty())
                        .allMatch(LeftOutRules::isCapture);
    }

    /// The reason, or nothing when the model sees the instance.
    Optional<String> reason(InstanceReceived instance) {
        var bySopClass = ofSopClass(instance);
        if (bySopClass.isPresent()) {
            return bySopClass;
        }
        if (!instance.getPixels()) {
            return Optional.of("NO_PIXELS");
        }
        if (isScreen(instance)) {
            return Optional.of("SCREEN_CAPTURE");
        }
        return isLocalizer(instance) ? Optional.of("LOCALIZER") : Optional.empty();
    }

    private static Optional<String> ofSopClass(InstanceReceived instance) {
        var sopClass = instance.getSopClassUid();
        if (DOSE_REPORTS.contains(sopClass)) {
            return Optional.of("DOSE_REPORT");
        }
        if (sopClass.equals(KEY_OBJECT_SELECTION)) {
            return Optional.of("KEY_OBJECTS");
        }
        return FAMILIES.stream()
                .filter(family -> family.holds(sopClass))
                .map(Family::reason)
                .findFirst();
    }

    /// Secondary Capture and its multi-frame kinds.
    private static boolean isCapture(InstanceReceived instance) {
        var sopClass = instance.getSopClassUid();
        return sopClass.equals(SECONDARY_CAPTURE) || sopClass.startsWith(SECONDARY_CAPTURE + ".");
    }

    private boolean isScreen(InstanceReceived instance) {
        if (imageType(instance).stream().anyMatch(SCREENS::contains)) {
            return true;
        }
        return isCapture(instance)
                && (!onlyCaptures || "YES".equals(instance.getBurnedInAnnotation()));
    }

    /// Image Type says so (PS3.3 C.8.2.1.1.1), or, for sliced modalities, the series' name.
    private static boolean isLocalizer(InstanceReceived instance) {
        if (imageType(instance).stream().skip(2).anyMatch("LOCALIZER"::equals)) {
            return true;
        }
        if (instance.getSeriesDescription() == null || !SLICED.contains(instance.getModality())) {
            return false;
        }
        var name = instance.getSeriesDescription().toLowerCase(Locale.ROOT).replace('_', ' ');
        return SCOUT.matcher(name).find()
                || instance.getModality().equals("MR") && MR_SURVEY.matcher(name).find();
    }

    private static List<String> imageType(InstanceReceived instance) {
        return instance.getImageType().stream()
                .map(value -> value.toUpperCase(Locale.ROOT))
                .toList();
    }
}
