// SPDX-License-Identifier: Apache-2.0
package io.radfm.modality.acquisition;

import io.radfm.dicom.DataSet;
import io.radfm.dicom.Tag;
import io.radfm.dicom.Vr;
import io.radfm.modality.caseload.SimulatedStudy;
import io.radfm.modality.phantom.Plane;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;

/// What all objects of a study say: Patient, General Study, Patient Study, General Series, General
/// Equipment, SOP Common (PS3.3 §C.7, §C.12.1).
record CommonModules(SimulatedStudy study, Station station) {
    private static final int POSITION_REFERENCE_INDICATOR = 0x00201040;
    private static final DateTimeFormatter DATE = DateTimeFormatter.BASIC_ISO_DATE;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HHmmss");

    /// A data set with all of that.
    ///
    /// @param instance from 1, in the order of acquisition
    DataSet dataSet(String sopClass, int series, String description, int instance) {
        var set = new DataSet();
        set.putString(Tag.SPECIFIC_CHARACTER_SET, Vr.CS, "ISO_IR 100");
        set.putString(Tag.SOP_CLASS_UID, Vr.UI, sopClass);
        set.putString(Tag.SOP_INSTANCE_UID, Vr.UI, study.uid("series " + series + "/" + instance));
        patient(set);
        study(set);
        series(set, series, description);
        equipment(set);
        var at = at(series).plusSeconds(instance / 4);
        put(set, Tag.INSTANCE_CREATION_DATE, Tag.INSTANCE_CREATION_TIME, at);
        put(set, Tag.CONTENT_DATE, Tag.CONTENT_TIME, at);
        set.putInts(Tag.INSTANCE_NUMBER, Vr.IS, instance);
        return set;
    }

    /// For images: when their data was acquired.
    void acquired(DataSet set, int series, int instance) {
        put(set, Tag.ACQUISITION_DATE, Tag.ACQUISITION_TIME, at(series).plusSeconds(instance / 4));
    }

    private LocalDateTime at(int series) {
        return study.at().plusSeconds(20L * series);
    }

    private static void put(DataSet set, int date, int time, LocalDateTime at) {
        set.putString(date, Vr.DA, at.format(DATE));
        set.putString(time, Vr.TM, at.format(TIME));
    }

    private void patient(DataSet set) {
        var patient = study.patient();
        set.putString(Tag.PATIENT_NAME, Vr.PN, patient.name());
        set.putString(Tag.PATIENT_ID, Vr.LO, patient.id());
        set.putString(Tag.ISSUER_OF_PATIENT_ID, Vr.LO, "SIMULATED");
        set.putString(Tag.PATIENT_BIRTH_DATE, Vr.DA, patient.born().format(DATE));
        set.putString(Tag.PATIENT_SEX, Vr.CS, patient.female() ? "F" : "M");
        set.putString(Tag.PATIENT_AGE, Vr.AS, "%03dY".formatted(study.age()));
        set.putString(Tag.PATIENT_COMMENTS, Vr.LT, "Simulated: a phantom, not a person.");
        if (!patient.history().isEmpty()) {
            set.putString(Tag.ADDITIONAL_PATIENT_HISTORY, Vr.LT, patient.history());
        }
    }

    private void study(DataSet set) {
        set.putString(Tag.STUDY_INSTANCE_UID, Vr.UI, study.studyUid());
        put(set, Tag.STUDY_DATE, Tag.STUDY_TIME, study.at());
        set.putString(Tag.ACCESSION_NUMBER, Vr.SH, study.accession());
        set.putString(Tag.STUDY_ID, Vr.SH, "%d".formatted(study.number()));
        set.putString(Tag.REFERRING_PHYSICIAN_NAME, Vr.PN, "SIM-WARD^DOCTOR");
        set.putString(Tag.STUDY_DESCRIPTION, Vr.LO, study.description());
        if (study.stat()) {
            set.putString(Tag.REQUESTED_PROCEDURE_PRIORITY, Vr.SH, "STAT");
        }
    }

    /// The indication stands where this kind of machine has it from: in the request it worked on,
    /// or in the admission.
    private void series(DataSet set, int series, String description) {
        set.putString(Tag.MODALITY, Vr.CS, station.modality());
        set.putString(Tag.SERIES_INSTANCE_UID, Vr.UI, study.uid("series " + series));
        set.putInts(Tag.SERIES_NUMBER, Vr.IS, series);
        set.putString(Tag.SERIES_DESCRIPTION, Vr.LO, description);
        put(set, Tag.SERIES_DATE, Tag.SERIES_TIME, at(series));
        var request =
                new DataSet()
                        .putString(Tag.REQUESTED_PROCEDURE_ID, Vr.SH, study.accession())
                        .putString(Tag.REQUESTED_PROCEDURE_DESCRIPTION, Vr.LO, study.description())
                        .putString(Tag.SCHEDULED_PROCEDURE_STEP_ID, Vr.SH, study.accession())
                        .putString(
                                Tag.SCHEDULED_PROCEDURE_STEP_DESCRIPTION,
                                Vr.LO,
                                study.description());
        if (station.modality().equals("MR")) {
            set.putString(Tag.ADMITTING_DIAGNOSES_DESCRIPTION, Vr.LO, study.indication());
        } else {
            request.putString(Tag.REASON_FOR_THE_REQUESTED_PROCEDURE, Vr.LO, study.indication());
        }
        set.putItems(Tag.REQUEST_ATTRIBUTES_SEQUENCE, request);
    }

    private void equipment(DataSet set) {
        set.putString(Tag.MANUFACTURER, Vr.LO, "RadFM Streams");
        set.putString(Tag.MANUFACTURER_MODEL_NAME, Vr.LO, station.model());
        set.putString(Tag.INSTITUTION_NAME, Vr.LO, "Simulated Hospital");
        set.putString(Tag.STATION_NAME, Vr.SH, station.aeTitle());
        set.putString(Tag.DEVICE_SERIAL_NUMBER, Vr.LO, "SIM-" + station.aeTitle());
        set.putString(Tag.SOFTWARE_VERSIONS, Vr.LO, "0.1");
    }

    /// Frame of Reference and Image Plane (PS3.3 §C.7.4.1, §C.7.6.2); one frame for the study, the
    /// patient lies still.
    void place(DataSet set, Plane plane, double thickness) {
        var o = plane.origin();
        var r = plane.alongRow();
        var c = plane.alongColumn();
        set.putString(Tag.PATIENT_POSITION, Vr.CS, "HFS");
        set.putString(Tag.FRAME_OF_REFERENCE_UID, Vr.UI, study.uid("frame of reference"));
        set.putEmpty(POSITION_REFERENCE_INDICATOR, Vr.LO);
        set.putNumbers(Tag.PIXEL_SPACING, Vr.DS, plane.spacing(), plane.spacing());
        set.putNumbers(
                Tag.IMAGE_ORIENTATION_PATIENT,
                Vr.DS,
                exact(r.x(), r.y(), r.z(), c.x(), c.y(), c.z()));
        set.putNumbers(Tag.IMAGE_POSITION_PATIENT, Vr.DS, exact(o.x(), o.y(), o.z()));
        set.putNumbers(Tag.SLICE_THICKNESS, Vr.DS, thickness);
    }

    /// No negative zeros, and not more digits than mean something.
    private static double[] exact(double... values) {
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.rint(values[i] * 1e6) / 1e6 + 0.0;
        }
        return values;
    }
}
