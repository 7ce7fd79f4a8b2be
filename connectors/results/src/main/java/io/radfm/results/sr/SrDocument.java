// SPDX-License-Identifier: Apache-2.0
package io.radfm.results.sr;

import io.radfm.dicom.DataSet;
import io.radfm.dicom.Tag;
import io.radfm.dicom.Uid;
import io.radfm.dicom.Vr;
import io.radfm.dicom.text.CharacterSet;
import io.radfm.events.Draft;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A draft as an SR (PS3.3 §A.35.1, §A.35.2) that no system can take for a signed report:
/// preliminary, partial, unverified, observed by a device, in a series of its own.
///
/// The same draft always gives the same bytes and UIDs, so it may be written and sent again.
public final class SrDocument {
    static final String SERIES_DESCRIPTION = "AI draft - unverified";
    static final String COMPLETION = "AI draft, not reviewed";

    private static final Pattern OFFSET = Pattern.compile("[+-](0\\d|1[0-4])[0-5]\\d");
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyyMMdd");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HHmmss");

    private SrDocument() {}

    public static String sopInstanceUid(Draft draft) {
        return Uid.of("radfm.sr.instance|" + identity(draft));
    }

    static String seriesUid(Draft draft) {
        return Uid.of("radfm.sr.series|" + identity(draft));
    }

    /// A system that starts over gives the same study a draft of the same id again, with another
    /// text: the time keeps the two apart.
    private static String identity(Draft draft) {
        return draft.getDraftId() + "|" + draft.getSettledAt().toEpochMilli();
    }

    /// @param draft one with a text
    /// @param header the data set of the draft's header instance
    /// @param zone of the report's dates and times, unless the header names an offset
    /// @param form whether probabilities are numbers
    static DataSet of(
            Draft draft,
            DataSet header,
            Evidence evidence,
            Optional<Predecessor> predecessor,
            ZoneId zone,
            SrForm form) {
        var characters = characters(draft, header);
        var device = DraftingDevice.of(draft.getProvenance().getModel(), characters);
        var report = new DataSet();

        CopiedModules.copy(header, report);
        putCharacterSet(report, header, characters);
        report.put(Evidence.uid(Tag.STUDY_INSTANCE_UID, draft.getStudyInstanceUid()));
        putSeries(report, draft, form.sopClass(!Diagnosis.of(draft).isEmpty()));
        device.putEquipment(report);
        putGeneral(report, draft, header, new Clock(header, zone), device);
        predecessor.ifPresent(
                earlier ->
                        report.putItems(
                                Tag.PREDECESSOR_DOCUMENTS_SEQUENCE,
                                Evidence.predecessor(draft.getStudyInstanceUid(), earlier)));
        if (!evidence.scans().isEmpty()) {
            report.putItems(
                    Tag.CURRENT_REQUESTED_PROCEDURE_EVIDENCE_SEQUENCE, evidence.hierarchy());
        }
        new ReportTree(draft, header, evidence, device, characters, form).putInto(report);
        return report;
    }

    /// Ours is the header's set, so that what is copied stays as it is. Only where that set cannot
    /// hold the model's words, and everything copied is ASCII, which is the same in both, do we
    /// write UTF-8.
    private static CharacterSet characters(Draft draft, DataSet header) {
        var own = header.characterSet();
        var text = draft.getText();
        boolean held =
                Stream.of(text.getFindings(), text.getImpression())
                        .allMatch(words -> words == null || SrText.holds(own, words));
        return held || !CopiedModules.isAscii(header) ? own : CharacterSet.UTF_8;
    }

    private static void putCharacterSet(DataSet report, DataSet header, CharacterSet characters) {
        if (characters.equals(CharacterSet.UTF_8)) {
            report.putString(Tag.SPECIFIC_CHARACTER_SET, Vr.CS, "ISO_IR 192");
        } else {
            header.element(Tag.SPECIFIC_CHARACTER_SET).ifPresent(report::put);
        }
    }

    /// SR Document Series (PS3.3 §C.17.1): never a series of images.
    private static void putSeries(DataSet report, Draft draft, String sopClass) {
        report.putString(Tag.SOP_CLASS_UID, Vr.UI, sopClass)
                .putString(Tag.SOP_INSTANCE_UID, Vr.UI, sopInstanceUid(draft))
                .putString(Tag.MODALITY, Vr.CS, "SR")
                .putString(Tag.SERIES_INSTANCE_UID, Vr.UI, seriesUid(draft))
                .putInts(Tag.SERIES_NUMBER, Vr.IS, draft.getRevision())
                .putString(Tag.SERIES_DESCRIPTION, Vr.LO, SERIES_DESCRIPTION)
                .putItems(Tag.REFERENCED_PERFORMED_PROCEDURE_STEP_SEQUENCE);
    }

    /// SR Document General (PS3.3 §C.17.2) and SOP Common (§C.12.1).
    private static void putGeneral(
            DataSet report, Draft draft, DataSet header, Clock clock, DraftingDevice device) {
        Instant drafted = draft.getProvenance().getFinishedAt();
        report.putInts(Tag.INSTANCE_NUMBER, Vr.IS, draft.getRevision())
                .putString(Tag.PRELIMINARY_FLAG, Vr.CS, "PRELIMINARY")
                .putString(Tag.COMPLETION_FLAG, Vr.CS, "PARTIAL")
                .putString(Tag.COMPLETION_FLAG_DESCRIPTION, Vr.LO, COMPLETION)
                .putString(Tag.VERIFICATION_FLAG, Vr.CS, "UNVERIFIED")
                .putString(Tag.CONTENT_DATE, Vr.DA, clock.date(drafted))
                .putString(Tag.CONTENT_TIME, Vr.TM, clock.time(drafted))
                .putString(Tag.INSTANCE_CREATION_DATE, Vr.DA, clock.date(draft.getSettledAt()))
                .putString(Tag.INSTANCE_CREATION_TIME, Vr.TM, clock.time(draft.getSettledAt()))
                .putItems(Tag.AUTHOR_OBSERVER_SEQUENCE, device.author())
                .putItems(Tag.PARTICIPANT_SEQUENCE, device.participant(clock.dateTime(drafted)))
                .putItems(
                        Tag.CONTRIBUTING_EQUIPMENT_SEQUENCE,
                        device.contribution(clock.dateTime(drafted)))
                .putItems(Tag.PERFORMED_PROCEDURE_CODE_SEQUENCE, procedures(header));
        if (header.string(Tag.ACCESSION_NUMBER).isPresent()) {
            report.putItems(Tag.REFERENCED_REQUEST_SEQUENCE, request(draft, header));
        }
    }

    private static List<DataSet> procedures(DataSet header) {
        return header.items(Tag.PROCEDURE_CODE_SEQUENCE).stream()
                .filter(ReportTree::isComplete)
                .toList();
    }

    /// The order this report belongs to (PS3.3 Table C.17-2, Referenced Request Sequence).
    private static DataSet request(Draft draft, DataSet header) {
        var request =
                new DataSet()
                        .put(Evidence.uid(Tag.STUDY_INSTANCE_UID, draft.getStudyInstanceUid()))
                        .putItems(Tag.REFERENCED_STUDY_SEQUENCE)
                        .putEmpty(Tag.PLACER_ORDER_NUMBER_IMAGING_SERVICE_REQUEST, Vr.LO)
                        .putEmpty(Tag.FILLER_ORDER_NUMBER_IMAGING_SERVICE_REQUEST, Vr.LO)
                        .putEmpty(Tag.REQUESTED_PROCEDURE_ID, Vr.SH)
                        .putEmpty(Tag.REQUESTED_PROCEDURE_DESCRIPTION, Vr.LO)
                        .putItems(Tag.REQUESTED_PROCEDURE_CODE_SEQUENCE);
        header.element(Tag.ACCESSION_NUMBER).ifPresent(request::put);
        header.item(Tag.REQUEST_ATTRIBUTES_SEQUENCE)
                .flatMap(step -> step.element(Tag.REQUESTED_PROCEDURE_ID))
                .ifPresent(request::put);
        return request;
    }

    /// Writes instants as the copied study date and time are to be read: in the header's offset
    /// from UTC where it names one.
    private record Clock(ZoneId zone) {
        Clock(DataSet header, ZoneId otherwise) {
            this(
                    header.string(Tag.TIMEZONE_OFFSET_FROM_UTC)
                            .filter(offset -> OFFSET.matcher(offset).matches())
                            .<ZoneId>map(ZoneOffset::of)
                            .orElse(otherwise));
        }

        String date(Instant at) {
            return DATE.format(at.atZone(zone));
        }

        String time(Instant at) {
            return TIME.format(at.atZone(zone));
        }

        String dateTime(Instant at) {
            return date(at) + time(at);
        }
    }
}
