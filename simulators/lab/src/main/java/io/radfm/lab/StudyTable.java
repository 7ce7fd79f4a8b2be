// SPDX-License-Identifier: Apache-2.0
package io.radfm.lab;

import io.radfm.results.worklist.Phase;
import io.radfm.results.worklist.Study;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;

/// Studies in words: one line each, and a table at the end. A study is its UID, its modality and
/// its counts; nothing says whose it is.
final class StudyTable {
    private static final String ROW = "%-64s  %-8s %7s %7s  %-9s %s%n";

    private StudyTable() {}

    /// `drafted CT 54 images in 1 series 17.3 s after the last image 1.2.840…`
    static String line(Study study, Phase phase) {
        return "%-10s  %-3s %5d %-6s in %2d series  %s%s%s"
                .formatted(
                        word(phase),
                        study.modality(),
                        study.instances(),
                        study.instances() == 1 ? "image" : "images",
                        study.series().size(),
                        study.uid(),
                        study.revision() > 1 ? "  revision " + study.revision() : "",
                        afterLastImage(study, phase));
    }

    private static String word(Phase phase) {
        return switch (phase) {
            case RECEIVING -> "received";
            case ASSEMBLING -> "assembling";
            case DRAFTING -> "drafting";
            case DRAFTED -> "drafted";
            case FAILED -> "failed";
        };
    }

    private static String afterLastImage(Study study, Phase phase) {
        return switch (phase) {
            case DRAFTED -> "  " + seconds(study) + " after its last image";
            case FAILED ->
                    study.outcome() == null || study.outcome().getFailure() == null
                            ? ""
                            : "  " + study.outcome().getFailure().getCode();
            default -> "";
        };
    }

    static String of(Collection<Study> studies) {
        var header =
                ROW.formatted(
                        "STUDY", "MODALITY", "IMAGES", "SERIES", "STATE", "LAST IMAGE TO DRAFT");
        return header + studies.stream().map(StudyTable::row).collect(Collectors.joining());
    }

    private static String row(Study study) {
        var phase = study.phase(Instant.now());
        return ROW.formatted(
                study.uid(),
                study.modality(),
                study.instances(),
                study.series().size(),
                phase,
                phase == Phase.DRAFTED ? seconds(study) : "");
    }

    private static String seconds(Study study) {
        var draft = study.drafted();
        var took = Duration.between(draft.getLastReceivedAt(), draft.getSettledAt());
        return String.format(Locale.ROOT, "%.1f s", took.toMillis() / 1e3);
    }
}
