// SPDX-License-Identifier: Apache-2.0
package io.radfm.ingest;

import io.radfm.dicom.DataSet;
import io.radfm.dicom.Header;
import io.radfm.dicom.Tag;
import io.radfm.events.InstanceReceived;
import io.radfm.events.InstanceRef;
import io.radfm.events.Priority;
import io.radfm.events.Source;
import io.radfm.storage.ObjectRef;
import io.radfm.wire.dimse.DimseStatus;
import io.radfm.wire.scp.StoreRequest;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// A header as the event that announces its object, or the reason why the object is refused.
final class InstanceEvents {
    private static final int STUDY_PRIORITY_ID = 0x0032000C; // retired, PS3.6-2004
    private static final int LINE = 256;
    private static final int PARAGRAPH = 4096;
    private static final int VALUES = 32;

    /// Digits and dots, so that a UID can never be a path. Components with a leading zero are
    /// common enough in old archives to be let through.
    private static final Pattern UID = Pattern.compile("[0-9.]{1,64}");

    private static final Set<String> URGENT = Set.of("STAT", "HIGH");

    private final PatientKeys keys;

    InstanceEvents(PatientKeys keys) {
        this.keys = keys;
    }

    /// Refuses what cannot be filed: a data set that is not the one the command names (0xA900), or
    /// without the UIDs of its study and series (0xC000).
    void check(StoreRequest request, DataSet dataSet) throws Refused {
        if (!dataSet.string(Tag.SOP_CLASS_UID).equals(Optional.of(request.sopClassUid()))) {
            throw new Refused(DimseStatus.dataSetDoesNotMatch("SOP Class UID differs"));
        }
        if (!dataSet.string(Tag.SOP_INSTANCE_UID).equals(Optional.of(request.sopInstanceUid()))) {
            throw new Refused(DimseStatus.dataSetDoesNotMatch("SOP Instance UID differs"));
        }
        uid(dataSet, Tag.SOP_CLASS_UID, "SOP Class UID");
        uid(dataSet, Tag.SOP_INSTANCE_UID, "SOP Instance UID");
        uid(dataSet, Tag.STUDY_INSTANCE_UID, "Study Instance UID");
        uid(dataSet, Tag.SERIES_INSTANCE_UID, "Series Instance UID");
    }

    private static void uid(DataSet dataSet, int tag, String name) throws Refused {
        var value = dataSet.string(tag);
        if (value.isEmpty()) {
            throw new Refused(DimseStatus.cannotUnderstand(name + " is absent"));
        }
        if (!UID.matcher(value.get()).matches()) {
            throw new Refused(DimseStatus.cannotUnderstand(name + " is not a UID"));
        }
    }

    /// The event of a checked data set.
    InstanceReceived of(StoreRequest request, Header header, ObjectRef ref, Instant receivedAt) {
        var dataSet = header.dataSet();
        var headers = new Headers(dataSet);
        var study = dataSet.string(Tag.STUDY_INSTANCE_UID).orElseThrow();
        return InstanceReceived.newBuilder()
                .setPatientKey(
                        keys.of(
                                dataSet.string(Tag.ISSUER_OF_PATIENT_ID),
                                dataSet.string(Tag.PATIENT_ID),
                                study))
                .setStudyInstanceUid(study)
                .setSeriesInstanceUid(dataSet.string(Tag.SERIES_INSTANCE_UID).orElseThrow())
                .setSopClassUid(request.sopClassUid())
                .setInstance(
                        new InstanceRef(
                                request.sopInstanceUid(),
                                ref.digest(),
                                ref.bytes(),
                                headers.frames()))
                .setSource(
                        new Source(
                                request.callingAe(), request.calledAe(), request.transferSyntax()))
                .setReceivedAt(receivedAt)
                .setPriority(priority(request, headers))
                .setModality(headers.code(Tag.MODALITY).orElse("OT"))
                .setSeriesNumber(headers.integer(Tag.SERIES_NUMBER))
                .setInstanceNumber(headers.integer(Tag.INSTANCE_NUMBER))
                .setImageType(headers.texts(Tag.IMAGE_TYPE, VALUES, LINE))
                .setRows(headers.integer(Tag.ROWS))
                .setColumns(headers.integer(Tag.COLUMNS))
                .setPixels(header.atPixelData())
                .setStudyDescription(headers.text(Tag.STUDY_DESCRIPTION, LINE).orElse(null))
                .setSeriesDescription(headers.text(Tag.SERIES_DESCRIPTION, LINE).orElse(null))
                .setProtocolName(headers.text(Tag.PROTOCOL_NAME, LINE).orElse(null))
                .setBodyPart(headers.text(Tag.BODY_PART_EXAMINED, LINE).orElse(null))
                .setLaterality(
                        headers.text(Tag.IMAGE_LATERALITY, LINE)
                                .or(() -> headers.text(Tag.LATERALITY, LINE))
                                .orElse(null))
                .setViewPosition(headers.text(Tag.VIEW_POSITION, LINE).orElse(null))
                .setPatientAge(headers.age().orElse(null))
                .setPatientSex(headers.word(Tag.PATIENT_SEX, Set.of("M", "F", "O")).orElse(null))
                .setIndication(
                        headers.requested(
                                        PARAGRAPH,
                                        Tag.REASON_FOR_THE_REQUESTED_PROCEDURE,
                                        Tag.REASON_FOR_STUDY,
                                        Tag.ADMITTING_DIAGNOSES_DESCRIPTION)
                                .orElse(null))
                .setHistory(headers.text(Tag.ADDITIONAL_PATIENT_HISTORY, PARAGRAPH).orElse(null))
                .setPosition(headers.numbers(Tag.IMAGE_POSITION_PATIENT, 3))
                .setOrientation(headers.numbers(Tag.IMAGE_ORIENTATION_PATIENT, 6))
                .setAcquisitionNumber(headers.integer(Tag.ACQUISITION_NUMBER))
                .setBurnedInAnnotation(
                        headers.word(Tag.BURNED_IN_ANNOTATION, Set.of("YES", "NO")).orElse(null))
                .setImagesInAcquisition(headers.integer(Tag.IMAGES_IN_ACQUISITION))
                .setStudyDateTime(headers.studyDateTime().orElse(null))
                .build();
    }

    private static Priority priority(StoreRequest request, Headers headers) {
        boolean ordered =
                headers.requested(LINE, Tag.REQUESTED_PROCEDURE_PRIORITY, STUDY_PRIORITY_ID)
                        .map(String::toUpperCase)
                        .filter(URGENT::contains)
                        .isPresent();
        return ordered || request.highPriority() ? Priority.STAT : Priority.ROUTINE;
    }
}
