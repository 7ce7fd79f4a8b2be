// SPDX-License-Identifier: Apache-2.0
package io.radfm.modality.caseload;

import io.radfm.dicom.Uid;
import io.radfm.modality.phantom.Build;
import io.radfm.modality.phantom.Exam;
import io.radfm.modality.phantom.Truth;

import java.time.LocalDateTime;
import java.time.Period;
import java.util.Optional;

/// One examination of one patient: what was ordered and why, and what there is to be found.
///
/// @param seed of the caseload
/// @param number in the caseload
/// @param indication as the referring physician wrote it
/// @param prior the number of the study this one follows up on: same patient, same exam
public record SimulatedStudy(
        long seed,
        long number,
        Patient patient,
        Truth truth,
        LocalDateTime at,
        String indication,
        boolean stat,
        Optional<Long> prior) {

    public Exam exam() {
        return truth.exam();
    }

    /// Always the same for a seed and a number.
    public String studyUid() {
        return uid("study");
    }

    /// The same for the same part of the study, of this seed and number.
    public String uid(String part) {
        return Uid.of("radfm-simulated/%016x/%d/%s".formatted(seed, number, part));
    }

    /// At most 16 characters (SH).
    public String accession() {
        return "S%08X%07d".formatted(seed & 0xFFFFFFFFL, number % 10_000_000);
    }

    public int age() {
        return Period.between(patient.born(), at.toLocalDate()).getYears();
    }

    /// As (0008,1030).
    public String description() {
        return switch (exam()) {
            case CHEST_XRAY -> "XR CHEST PA";
            case HEAD_CT -> "CT HEAD WITHOUT CONTRAST";
            case BRAIN_MR -> "MR BRAIN WITHOUT CONTRAST";
            case ABDOMEN_CT -> "CT ABDOMEN WITH CONTRAST";
        };
    }

    /// The body that is examined.
    public Build build() {
        return new Build(patient.seed(), patient.size(), patient.fat(), patient.female(), age());
    }

    /// Number, exam and findings; nothing of the patient.
    @Override
    public String toString() {
        return "study %d, %s, %s".formatted(number, exam(), truth.findings());
    }
}
