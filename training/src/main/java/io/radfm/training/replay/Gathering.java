// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.replay;

import io.radfm.events.Draft;
import io.radfm.events.ImagingOrder;
import io.radfm.events.RadiologyReport;
import io.radfm.events.StudyContext;
import io.radfm.events.Topic;
import io.radfm.events.Topics;
import io.radfm.training.replay.Study.Event;
import io.radfm.training.sample.Sample.Source;

import org.apache.avro.specific.SpecificRecord;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Brings together what was recorded of each study. The records lie in a [Spool]; in memory there
/// are their places, some hundred bytes for each study.
final class Gathering implements Closeable {
    /// Where a record lies, and where it came from.
    private record Kept(Source.Record place, long at) {}

    private static final class Places {
        private Kept context;
        private int revision;
        private final List<Kept> reports = new ArrayList<>(1);
        private final List<Kept> drafts = new ArrayList<>(1);
    }

    private final Recorded recorded;
    private final Spool spool;
    private final Map<String, Places> studies = new HashMap<>();
    private final Map<String, List<Kept>> reportsByAccession = new HashMap<>();
    private final Map<String, List<Kept>> ordersByPatient = new HashMap<>();
    private long unreadable;

    private Gathering(Recorded recorded, Spool spool) {
        this.recorded = recorded;
        this.spool = spool;
    }

    /// Reads all that the plan names.
    static Gathering of(Recorded recorded, Plan plan, Path spool) throws IOException {
        var gathering = new Gathering(recorded, new Spool(spool));
        try {
            gathering.read(recorded, plan, Topics.STUDY_CONTEXTS, gathering::context);
            gathering.read(recorded, plan, Topics.RIS_REPORTS, gathering::report);
            gathering.read(recorded, plan, Topics.DRAFTS, gathering::draft);
            gathering.read(recorded, plan, Topics.RIS_ORDERS, gathering::order);
            gathering.studies.values().removeIf(places -> places.context == null);
            return gathering;
        } catch (IOException | RuntimeException e) {
            gathering.close();
            throw e;
        }
    }

    private <T extends SpecificRecord> void read(
            Recorded recorded, Plan plan, Topic<T> topic, Recorded.Sink<T> sink)
            throws IOException {
        for (var extent : plan.of(topic)) {
            unreadable += recorded.read(topic, extent, sink);
        }
    }

    private void context(Source.Record place, StudyContext value) throws IOException {
        var places = studies.computeIfAbsent(value.getStudyInstanceUid(), _ -> new Places());
        if (value.getRevision() >= places.revision) { // of two with one number the later
            places.revision = value.getRevision();
            places.context = keep(place, value.toByteBuffer());
        }
    }

    private void report(Source.Record place, RadiologyReport value) throws IOException {
        var kept = keep(place, value.toByteBuffer());
        if (value.getStudyInstanceUid() != null) {
            studies.computeIfAbsent(value.getStudyInstanceUid(), _ -> new Places())
                    .reports
                    .add(kept);
        } else if (value.getAccessionNumber() != null) {
            var key = accessionKey(value.getPatientKey(), value.getAccessionNumber());
            reportsByAccession.computeIfAbsent(key, _ -> new ArrayList<>(1)).add(kept);
        }
    }

    private void draft(Source.Record place, Draft value) throws IOException {
        var places = studies.get(value.getStudyInstanceUid());
        if (places != null && places.revision == value.getRevision()) {
            places.drafts.add(keep(place, value.toByteBuffer()));
        }
    }

    private void order(Source.Record place, ImagingOrder value) throws IOException {
        ordersByPatient
                .computeIfAbsent(value.getPatientKey(), _ -> new ArrayList<>(1))
                .add(keep(place, value.toByteBuffer()));
    }

    private Kept keep(Source.Record place, ByteBuffer record) throws IOException {
        return new Kept(place, spool.add(record));
    }

    private static String accessionKey(String patientKey, String accession) {
        return patientKey + "\0" + accession.strip();
    }

    /// Study UIDs, in an order that is always the same.
    List<String> uids() {
        return studies.keySet().stream().sorted().toList();
    }

    long unreadable() {
        return unreadable;
    }

    /// Any thread may ask.
    Study study(String uid) throws IOException {
        var places = studies.get(uid);
        var context = event(places.context, StudyContext::fromByteBuffer);
        return new Study(
                context,
                events(places.reports, RadiologyReport::fromByteBuffer),
                events(places.drafts, Draft::fromByteBuffer),
                events(
                        ordersByPatient.getOrDefault(context.value().getPatientKey(), List.of()),
                        ImagingOrder::fromByteBuffer),
                recorded.origins(context.place()));
    }

    /// Reports that name their study by its accession number alone.
    List<Event<RadiologyReport>> reports(String patientKey, String accession) throws IOException {
        var key = accessionKey(patientKey, accession);
        return events(
                reportsByAccession.getOrDefault(key, List.of()), RadiologyReport::fromByteBuffer);
    }

    private interface Decoder<T> {
        T decode(ByteBuffer bytes) throws IOException;
    }

    private <T> List<Event<T>> events(List<Kept> kept, Decoder<T> decoder) throws IOException {
        var events = new ArrayList<Event<T>>();
        for (var each : kept) {
            events.add(event(each, decoder));
        }
        return events;
    }

    private <T> Event<T> event(Kept kept, Decoder<T> decoder) throws IOException {
        return new Event<>(kept.place(), decoder.decode(spool.get(kept.at())));
    }

    @Override
    public void close() throws IOException {
        spool.close();
    }
}
