// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.replay;

import io.radfm.dicom.DataSet;
import io.radfm.dicom.Tag;
import io.radfm.dicom.Value;
import io.radfm.dicom.Vr;
import io.radfm.events.ImagingOrder;
import io.radfm.events.RadiologyReport;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// What is known to name somebody: names of persons anywhere in a header, and the attributes that
/// PS3.15 Table E.1-1 removes because they identify a patient, a visit, a person or a place.
///
/// @param names single words of names
/// @param literals identifiers and other texts, whole
record Identifiers(Set<String> names, Set<String> literals) {
    private static final int SHORTEST_NAME = 2;
    private static final int SHORTEST_LITERAL = 3;
    private static final int MOST_DEPTH = 8;
    private static final int LONGEST = 200;
    private static final int PATIENT_TELEPHONE = 0x00102154;
    private static final int PATIENT_BIRTH_NAME = 0x00101005;
    private static final int MOTHERS_BIRTH_NAME = 0x00101060;
    private static final int MEDICAL_RECORD_LOCATOR = 0x00101090;
    private static final int PERSON_ADDRESS = 0x00401102;
    private static final int PERSON_TELEPHONE = 0x00401103;
    private static final int PHYSICIAN_ADDRESS = 0x00080092;
    private static final int PHYSICIAN_TELEPHONE = 0x00080094;
    private static final int STUDY_ID = 0x00200010;
    private static final int ADMISSION_ID = 0x00380010;
    private static final int PATIENT_RESIDENCE = 0x00380400;
    private static final int PLACER_ORDER = 0x00402016;
    private static final int FILLER_ORDER = 0x00402017;
    private static final int REQUESTED_PROCEDURE_ID = 0x00401001;
    private static final int DEVICE_SERIAL = 0x00181000;
    private static final Set<Integer> TEXTS =
            Set.of(
                    Tag.PATIENT_ID,
                    Tag.OTHER_PATIENT_I_DS,
                    Tag.ACCESSION_NUMBER,
                    Tag.INSTITUTION_NAME,
                    Tag.INSTITUTION_ADDRESS,
                    Tag.INSTITUTIONAL_DEPARTMENT_NAME,
                    Tag.STATION_NAME,
                    Tag.PATIENT_ADDRESS,
                    Tag.PATIENT_BIRTH_DATE,
                    PATIENT_TELEPHONE,
                    PATIENT_BIRTH_NAME,
                    MOTHERS_BIRTH_NAME,
                    MEDICAL_RECORD_LOCATOR,
                    PERSON_ADDRESS,
                    PERSON_TELEPHONE,
                    PHYSICIAN_ADDRESS,
                    PHYSICIAN_TELEPHONE,
                    STUDY_ID,
                    ADMISSION_ID,
                    PATIENT_RESIDENCE,
                    PLACER_ORDER,
                    FILLER_ORDER,
                    REQUESTED_PROCEDURE_ID,
                    DEVICE_SERIAL);

    Identifiers() {
        this(new LinkedHashSet<>(), new LinkedHashSet<>());
    }

    Identifiers add(DataSet header) {
        add(header, 0);
        return this;
    }

    private void add(DataSet dataSet, int depth) {
        for (var element : dataSet) {
            if (element.value() instanceof Value.Items(List<DataSet> items)) {
                if (depth < MOST_DEPTH) {
                    items.forEach(item -> add(item, depth + 1));
                }
            } else if (element.vr() == Vr.PN) {
                dataSet.strings(element.tag()).forEach(this::name);
            } else if (TEXTS.contains(element.tag())) {
                dataSet.strings(element.tag()).forEach(this::literal);
            }
        }
    }

    Identifiers add(ImagingOrder order) {
        literal(order.getOrderId());
        literal(order.getAccessionNumber());
        return this;
    }

    Identifiers add(RadiologyReport report) {
        literal(report.getReportId());
        literal(report.getAccessionNumber());
        return this;
    }

    private void name(String value) {
        for (var part : value.split("[\\^=,\\s]+")) {
            if (part.length() >= SHORTEST_NAME && part.length() <= LONGEST) {
                names.add(part);
            }
        }
    }

    /// Whole, and its lines and components where it has some (addresses).
    private void literal(String value) {
        if (value == null) {
            return;
        }
        for (var part : value.split("[\\^\\r\\n]+")) {
            var text = part.strip();
            if (text.length() >= SHORTEST_LITERAL && text.length() <= LONGEST) {
                literals.add(text);
            }
        }
    }

    @Override
    public String toString() {
        return names.size() + " names, " + literals.size() + " identifiers";
    }
}
