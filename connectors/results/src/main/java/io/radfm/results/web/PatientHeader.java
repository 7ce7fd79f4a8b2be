// SPDX-License-Identifier: Apache-2.0
package io.radfm.results.web;

import io.radfm.dicom.DataSet;
import io.radfm.dicom.Tag;

/// Whose study it is, as the header instance says; null where it does not. Kept in memory only.
record PatientHeader(
        String name,
        String id,
        String birthDate,
        String sex,
        String age,
        String accessionNumber,
        String studyDate,
        String studyTime,
        String studyDescription) {

    static PatientHeader of(DataSet header) {
        return new PatientHeader(
                header.string(Tag.PATIENT_NAME)
                        .map(PatientHeader::readable)
                        .filter(name -> !name.isBlank())
                        .orElse(null),
                text(header, Tag.PATIENT_ID),
                text(header, Tag.PATIENT_BIRTH_DATE),
                text(header, Tag.PATIENT_SEX),
                text(header, Tag.PATIENT_AGE),
                text(header, Tag.ACCESSION_NUMBER),
                text(header, Tag.STUDY_DATE),
                text(header, Tag.STUDY_TIME),
                text(header, Tag.STUDY_DESCRIPTION));
    }

    private static String text(DataSet header, int tag) {
        return header.string(tag).orElse(null);
    }

    /// "Family, Given Middle", in the alphabetic, ideographic and phonetic forms there are (PS3.5
    /// §6.2.1).
    static String readable(String personName) {
        return String.join(
                        " = ",
                        java.util.Arrays.stream(personName.split("="))
                                .map(PatientHeader::readableGroup)
                                .filter(group -> !group.isEmpty())
                                .toList())
                .strip();
    }

    private static String readableGroup(String group) {
        var parts = group.split("\\^", 2);
        var given = parts.length < 2 ? "" : parts[1].replace('^', ' ').strip();
        var family = parts[0].strip();
        return given.isEmpty() ? family : family.isEmpty() ? given : family + ", " + given;
    }

    @Override
    public String toString() {
        return "PatientHeader";
    }
}
