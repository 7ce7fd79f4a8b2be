// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.replay;

import io.radfm.dicom.DataSet;
import io.radfm.dicom.Tag;
import io.radfm.events.InstanceRef;
import io.radfm.events.RadiologyReport;
import io.radfm.events.ScanKind;
import io.radfm.events.ScanSegment;
import io.radfm.events.TextSegment;
import io.radfm.preparation.PreparedInput;
import io.radfm.preparation.Preparer;
import io.radfm.preparation.UnpreparableScan;
import io.radfm.storage.ObjectStore;
import io.radfm.training.labels.Labeller;
import io.radfm.training.replay.Study.Event;
import io.radfm.training.sample.Dimensions;
import io.radfm.training.sample.Npy;
import io.radfm.training.sample.Sample;
import io.radfm.training.sample.Split;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Makes of a recorded study what samples are made of, or says why it gives none. Any thread may
/// call it; memory is bounded by one study for each.
final class StudyReader {
    private static final Set<String> DESCRIPTORS = Set.of("description", "series");

    private final StoredHeaders headers;
    private final Preparer preparer;
    private final Labeller labeller;
    private final Comparisons comparisons;
    private final Pseudonyms pseudonyms;
    private final Acquisition acquisition;
    private final Rules rules;

    /// @param burnedIn whether images that may show a name are kept
    /// @param exact whether volumes keep 32 bits; pictures have 8 and lose nothing
    record Rules(boolean burnedIn, boolean exact, Retained retained) {}

    StudyReader(
            ObjectStore store,
            Preparer preparer,
            Labeller labeller,
            Pseudonyms pseudonyms,
            Rules rules) {
        this.headers = new StoredHeaders(store);
        this.preparer = preparer;
        this.labeller = labeller;
        this.comparisons = new Comparisons(labeller);
        this.pseudonyms = pseudonyms;
        this.acquisition = new Acquisition(rules.retained(), pseudonyms);
        this.rules = rules;
    }

    /// Reports that name their study by accession number alone.
    interface ByAccession {
        List<Event<RadiologyReport>> reports(String patientKey, String accession)
                throws IOException;
    }

    /// @param counts is told what happened on the way
    /// @throws IOException when objects cannot be fetched just now
    StudyFacts read(Study study, ByAccession byAccession, Counts counts)
            throws IOException, Dropped, InterruptedException {
        var header = headers.of(study.context().value().getHeader());
        var reports = new ArrayList<>(study.reports());
        var accession = header.string(Tag.ACCESSION_NUMBER);
        if (accession.isPresent()) {
            reports.addAll(byAccession.reports(study.patientKey(), accession.get()));
        }
        var report = SignedReport.of(reports).orElseThrow(() -> new Dropped("no-signed-report"));
        if (report.sections().isEmpty()) {
            throw new Dropped("empty-report");
        }
        var identifiers = new Identifiers().add(header);
        study.orders().forEach(order -> identifiers.add(order.value()));
        reports.forEach(each -> identifiers.add(each.value()));
        var shown = shown(study, identifiers, counts);
        var scans = scans(shown);
        var texts = new CleanTexts(new Scrubber(identifiers));
        return facts(study, report, texts, header, shown, scans, counts);
    }

    /// Segments of one kind: volumes where there are any, else pictures; without images that may
    /// show a name; a line about a series only where its scan is kept.
    private List<Object> shown(Study study, Identifiers identifiers, Counts counts)
            throws IOException, Dropped {
        var segments = study.context().value().getSegments();
        boolean volumes = segments.stream().anyMatch(StudyReader::isVolume);
        var shown = new ArrayList<Object>();
        TextSegment title = null;
        int scans = 0;
        for (var segment : segments) {
            switch (segment) {
                case TextSegment text when isLeftOut(text) -> counts.add("descriptors-left-out");
                case TextSegment text when text.getRole().equals("series") -> title = text;
                case TextSegment text -> shown.add(text);
                case ScanSegment scan -> {
                    if (isVolume(scan) != volumes) {
                        counts.add("scans.other-kind");
                    } else if (isRisk(scan, identifiers, counts)) {
                        counts.add("scans.burned-in");
                    } else if (scans < Sample.MOST_SCANS) {
                        if (title != null) {
                            shown.add(title);
                            title = null;
                        }
                        shown.add(scan);
                        scans++;
                    }
                }
                default -> throw new IllegalStateException("segment " + segment.getClass());
            }
        }
        if (scans == 0) {
            throw new Dropped("no-scans");
        }
        return shown;
    }

    private boolean isLeftOut(TextSegment text) {
        return !rules.retained().descriptors() && DESCRIPTORS.contains(text.getRole());
    }

    private static boolean isVolume(Object segment) {
        return segment instanceof ScanSegment scan && scan.getKind() == ScanKind.VOLUME_3D;
    }

    /// Looks at every image: one with a name on it is enough.
    private boolean isRisk(ScanSegment scan, Identifiers identifiers, Counts counts)
            throws IOException, Dropped {
        for (var instance : scan.getInstances()) {
            var header = headers.of(instance);
            identifiers.add(header);
            var risk = BurnedIn.risk(header);
            if (risk.isPresent() && !rules.burnedIn()) {
                counts.add("burned-in." + risk.get());
                return true;
            }
        }
        return false;
    }

    private List<Npy.Array> scans(List<Object> shown)
            throws IOException, Dropped, InterruptedException {
        boolean volumes = shown.stream().anyMatch(StudyReader::isVolume);
        try {
            var scans = new ArrayList<Npy.Array>();
            for (var scan : preparer.prepare(shown).scans()) {
                scans.add(volumes ? volume(scan) : picture(scan));
            }
            return scans;
        } catch (UnpreparableScan e) {
            throw new Dropped("unpreparable");
        }
    }

    /// As the model is shown it.
    private Npy.Array volume(PreparedInput.Scan scan) {
        var tensor = scan.tensor();
        int[] shape = {tensor.channels(), tensor.height(), tensor.width(), tensor.depth()};
        var values = tensor.values().duplicate();
        return rules.exact() ? Npy.Array.ofFloats(shape, values) : Npy.Array.ofBytes(shape, values);
    }

    /// Its one slice, which was repeated for the model.
    private static Npy.Array picture(PreparedInput.Scan scan) {
        var tensor = scan.tensor();
        int[] shape = {tensor.channels(), tensor.height(), tensor.width(), 1};
        var values = FloatBuffer.allocate(shape[0] * shape[1] * shape[2]);
        for (int i = 0; values.hasRemaining(); i += tensor.depth()) {
            values.put(tensor.values().get(i));
        }
        return Npy.Array.ofBytes(shape, values.flip());
    }

    private StudyFacts facts(
            Study study,
            SignedReport report,
            CleanTexts texts,
            DataSet header,
            List<Object> shown,
            List<Npy.Array> scans,
            Counts counts)
            throws Dropped {
        var context = study.context().value();
        var signed = report.sections();
        var findings = comparisons.remove(texts.prose(signed.findings()));
        var impression = comparisons.remove(texts.prose(signed.impression()));
        counts.add("comparisons-left-out", findings.leftOut() + impression.leftOut());
        if (findings.text().isEmpty() && impression.text().isEmpty()) {
            throw new Dropped("empty-report"); // nothing but comparisons and a signature
        }
        var anatomy = texts.anatomy(header);
        var about = anatomy + " " + header.string(Tag.STUDY_DESCRIPTION).orElse("");
        boolean volumes = shown.stream().anyMatch(StudyReader::isVolume);
        return new StudyFacts(
                pseudonyms.patient(study.patientKey()),
                pseudonyms.study(study.uid()),
                Split.of(study.patientKey()),
                volumes ? Dimensions.VOLUMES : Dimensions.PICTURES,
                context.getModality(),
                anatomy,
                Layouts.merged(texts.segments(shown)),
                texts.of(shown, "patient"::equals),
                texts.of(shown, role -> !role.equals("patient") && !role.equals("series")),
                scans,
                findings.text(),
                impression.text(),
                labeller.label(signed.findings() + "\n" + signed.impression(), about),
                RadiologyRules.broken(context, findings.text(), scans),
                Origins.of(study, report, shown, counts),
                acquisition.of(header, study.patientKey(), texts));
    }

    /// All bytes that reading a study may fetch.
    static long bytes(Study study) {
        return Origins.instances(study.context().value().getSegments())
                .mapToLong(InstanceRef::getBytes)
                .sum();
    }
}
