// SPDX-License-Identifier: Apache-2.0
package io.radfm.streams.composition;

import io.radfm.events.InstanceReceived;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

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
                    new Family(STORAGE + "30", "PARAMETRIC_MAP"),
                    new Family(STORAGE + "77.1.6", "MICROSCOPY"),
                    new Family(STORAGE + "77.1.1.1", "VIDEO"),
                    new Family(STORAGE + "77.1.2.1", "VIDEO"),
                    new Family(STORAGE + "77.1.4.1", "VIDEO"));

    /// MPEG2, MPEG-4 and HEVC (PS3.5 A.4.5 to A.4.8): 1.2.840.10008.1.2.4.100 to .108.
    private static final Pattern VIDEO = Pattern.compile("1\\.2\\.840\\.10008\\.1\\.2\\.4\\.10\\d");

    /// Raw detector images by the SOP class of what is made of them for reading (DX, MG, IO).
    private static final Map<String, String> FOR_PROCESSING =
            Map.of(
                    STORAGE + "1.1.1", STORAGE + "1.1",
                    STORAGE + "1.2.1", STORAGE + "1.2",
                    STORAGE + "1.3.1", STORAGE + "1.3");

    private static final Set<String> SCREENS =
            Set.of("SCREEN SAVE", "SCREENSHOT", "SCREEN CAPTURE", "DOSE REPORT", "DOSE_INFO");
    private static final Set<String> SLICED = Set.of("CT", "MR", "PT", "NM");
    private static final Pattern SCOUT =
            Pattern.compile(
                    "\\b(scouts?|topo(gram\\w*)?|localizer\\w*|localiser\\w*|lo[ck]ali[sz]ator|"
                            + "localizador|loc|surview|scano(gram)?)\\b");

    /// One place again and again, waiting for contrast agent to arrive.
    private static final Pattern BOLUS =
            Pattern.compile(
                    "\\b(pre ?monitoring|monitoring|smart ?prep|bolus ?track\\w*|care ?bolus|"
                            + "(test|timing) ?bolus|sure ?start)\\b");

    /// Pages of numbers that some scanners send as if they were slices.
    private static final Pattern PAGE =
            Pattern.compile(
                    "\\b(dose (report|info|summary)|(patient|exam) protocol|exam summary)\\b");

    /// What one vendor calls its MR localizers; elsewhere a survey is an examination.
    private static final Pattern MR_SURVEY = Pattern.compile("\\bsurvey\\b");

    private record Family(String prefix, String reason) {
        boolean holds(String sopClass) {
            return sopClass.startsWith(prefix);
        }
    }

    private final boolean onlyCaptures;
    private final Set<String> shown;

    /// @param study all instances of the study: a study that has nothing but secondary captures is
    ///   a digitized examination, whose captures are its images
    LeftOutRules(List<InstanceReceived> study) {
        this.onlyCaptures =
                study.stream()
                        .filter(one -> one.getPixels() && ofSopClass(one).isEmpty())
                        .allMatch(LeftOutRules::isCapture);
        this.shown =
                study.stream()
                        .filter(InstanceReceived::getPixels)
                        .map(InstanceReceived::getSopClassUid)
                        .collect(Collectors.toSet());
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
        if (VIDEO.matcher(instance.getSource().getTransferSyntaxUid()).matches()) {
            return Optional.of("VIDEO");
        }
        if (isScreen(instance)) {
            return Optional.of("SCREEN_CAPTURE");
        }
        if (shown.contains(FOR_PROCESSING.get(instance.getSopClassUid()))) {
            return Optional.of("FOR_PROCESSING");
        }
        if (imageType(instance).stream().skip(2).anyMatch("LOCALIZER"::equals)) {
            return Optional.of("LOCALIZER"); // PS3.3 C.8.2.1.1.1
        }
        return byName(instance);
    }

    /// What the series is called says more than its headers, for sliced modalities.
    private static Optional<String> byName(InstanceReceived instance) {
        if (instance.getSeriesDescription() == null || !SLICED.contains(instance.getModality())) {
            return Optional.empty();
        }
        var name = instance.getSeriesDescription().toLowerCase(Locale.ROOT).replace('_', ' ');
        if (SCOUT.matcher(name).find()
                || instance.getModality().equals("MR") && MR_SURVEY.matcher(name).find()) {
            return Optional.of("LOCALIZER");
        }
        if (BOLUS.matcher(name).find()) {
            return Optional.of("BOLUS_TIMING");
        }
        return PAGE.matcher(name).find() ? Optional.of("SCREEN_CAPTURE") : Optional.empty();
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

    private static List<String> imageType(InstanceReceived instance) {
        return instance.getImageType().stream()
                .map(value -> value.toUpperCase(Locale.ROOT))
                .toList();
    }
}
