// SPDX-License-Identifier: Apache-2.0
package io.radfm.results.sr;

import static io.radfm.results.sr.ContentItem.code;
import static io.radfm.results.sr.ContentItem.container;
import static io.radfm.results.sr.ContentItem.contains;
import static io.radfm.results.sr.ContentItem.image;
import static io.radfm.results.sr.ContentItem.related;
import static io.radfm.results.sr.ContentItem.text;

import io.radfm.dicom.DataSet;
import io.radfm.dicom.Tag;
import io.radfm.dicom.Vr;
import io.radfm.dicom.text.CharacterSet;
import io.radfm.events.Draft;
import io.radfm.events.Provenance;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// The content of the report, TID 2000 "Basic Diagnostic Imaging Report" (PS3.16):
///
/// ```
/// CONTAINER Diagnostic Imaging Report
///   HAS CONCEPT MOD  Language = English, Procedure reported           TID 1204
///   HAS OBS CONTEXT  Observer Type = Device, its UID, name, model     TID 1002, 1004
///   CONTAINS         Findings     ─ Comment (the banner, the notice), Finding ─ INFERRED FROM ─ images
///                                    Finding for each diagnosis            DiagnosisItems
///                    Impressions  ─ Comment (the banner, the notice), Impression
///                    Current procedure descriptions ─ what the model was, had and was asked
/// ```
record ReportTree(
        Draft draft,
        DataSet header,
        Evidence evidence,
        DraftingDevice device,
        CharacterSet characters,
        SrForm form) {

    private static final String NO_TEXT = "The model wrote no text.";
    private static final String PARTIAL = "Drafted at the deadline, before the study was complete.";

    /// LOINC for a procedure of which only the modality is known.
    private static final Map<String, Code> BY_MODALITY =
            Map.of(
                    "CT", Code.loinc("25045-6", "CT Unspecified body region"),
                    "MR", Code.loinc("25056-3", "MR Unspecified body region"),
                    "US", Code.loinc("25061-3", "US Unspecified body region"),
                    "CR", Code.loinc("43468-8", "XR Unspecified body region"),
                    "DX", Code.loinc("43468-8", "XR Unspecified body region"),
                    "NM", Code.loinc("49118-3", "NM Unspecified body region"),
                    "PT", Code.loinc("44136-0", "PT Unspecified body region"));

    /// The root's attributes, into the report's own level (PS3.3 §C.17.3).
    void putInto(DataSet report) {
        var items = new ArrayList<DataSet>();
        items.add(related("HAS CONCEPT MOD", code(Code.LANGUAGE, Code.ENGLISH)));
        procedure()
                .ifPresent(
                        value ->
                                items.add(
                                        related(
                                                "HAS CONCEPT MOD",
                                                code(Code.PROCEDURE_REPORTED, value))));
        items.addAll(device.observationContext());
        items.add(contains(container(Code.FINDINGS, findings())));
        written(draft.getText().getImpression())
                .ifPresent(
                        impression ->
                                items.add(
                                        contains(
                                                container(
                                                        Code.IMPRESSIONS,
                                                        impressions(impression)))));
        items.add(contains(container(Code.PROCEDURE_DESCRIPTIONS, descriptions())));

        for (var element : container(Code.DIAGNOSTIC_IMAGING_REPORT, items)) {
            report.put(element);
        }
        report.putItems(
                Tag.CONTENT_TEMPLATE_SEQUENCE,
                new DataSet()
                        .putString(Tag.MAPPING_RESOURCE, Vr.CS, "DCMR")
                        .putString(Tag.TEMPLATE_IDENTIFIER, Vr.CS, "2000"));
    }

    private List<DataSet> findings() {
        var items = new ArrayList<>(warnings());
        var finding = text(Code.FINDING, written(draft.getText().getFindings()).orElse(NO_TEXT));
        var images =
                evidence.scans().stream()
                        .flatMap(scan -> scan.middle().stream())
                        .map(it -> image(Code.SOURCE_OF_MEASUREMENT, it.reference()))
                        .map(item -> related("INFERRED FROM", item))
                        .toList();
        if (!images.isEmpty()) {
            finding.putItems(Tag.CONTENT_SEQUENCE, images);
        }
        items.add(contains(finding));
        items.addAll(new DiagnosisItems(Diagnosis.of(draft), form, characters).items());
        return items;
    }

    private List<DataSet> impressions(String impression) {
        var items = new ArrayList<>(warnings());
        items.add(contains(text(Code.IMPRESSION, impression)));
        return items;
    }

    /// What comes before any text of the model, in every section: a viewer may show only one.
    private List<DataSet> warnings() {
        var items = new ArrayList<DataSet>();
        items.add(contains(text(Code.COMMENT, clean(DraftWords.BANNER))));
        DraftWords.notice(draft)
                .flatMap(this::written)
                .ifPresent(notice -> items.add(contains(text(Code.COMMENT, notice))));
        if (draft.getPartial()) {
            items.add(contains(text(Code.COMMENT, PARTIAL)));
        }
        return items;
    }

    private List<DataSet> descriptions() {
        var items = new ArrayList<DataSet>();
        header.string(Tag.STUDY_DESCRIPTION)
                .flatMap(this::written)
                .ifPresent(it -> items.add(contains(text(Code.PROCEDURE_DESCRIPTION, it))));
        items.add(contains(text(Code.ALGORITHM_NAME, device.name())));
        items.add(contains(text(Code.ALGORITHM_VERSION, device.version())));
        items.add(contains(text(Code.ALGORITHM_PARAMETERS, clean(parameters()))));
        return items;
    }

    private String parameters() {
        Provenance provenance = draft.getProvenance();
        var model = provenance.getModel();
        var questions =
                provenance.getQuestions().stream()
                        .map(question -> question.getId() + ": " + question.getText())
                        .collect(Collectors.joining("\n"));
        return """
        weights sha256 %s
        engine %s, precision %s, device %s
        policy %s
        draft %s, revision %d
        header sha256 %s
        asked
        %s\
        """
                .formatted(
                        model.getWeightsDigest(),
                        model.getEngine(),
                        model.getPrecision(),
                        model.getDevice(),
                        provenance.getPolicy(),
                        draft.getDraftId(),
                        draft.getRevision(),
                        draft.getHeader().getDigest(),
                        questions);
    }

    /// The procedure as the order named it, else by the study's modality.
    private Optional<DataSet> procedure() {
        return header.items(Tag.PROCEDURE_CODE_SEQUENCE).stream()
                .filter(ReportTree::isComplete)
                .findFirst()
                .or(
                        () ->
                                Optional.ofNullable(BY_MODALITY.get(draft.getModality()))
                                        .map(Code::item));
    }

    static boolean isComplete(DataSet code) {
        return code.string(Tag.CODE_VALUE).filter(value -> value.length() <= 16).isPresent()
                && code.string(Tag.CODING_SCHEME_DESIGNATOR).isPresent()
                && code.string(Tag.CODE_MEANING).filter(it -> it.length() <= 64).isPresent();
    }

    private Optional<String> written(String text) {
        return Optional.ofNullable(text).map(this::clean).filter(clean -> !clean.isEmpty());
    }

    private String clean(String text) {
        return SrText.paragraphs(text, characters);
    }
}
