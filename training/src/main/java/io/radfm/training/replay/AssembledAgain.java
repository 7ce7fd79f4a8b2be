// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.replay;

import io.radfm.events.ClosedBy;
import io.radfm.events.InstanceReceived;
import io.radfm.events.StudyContext;
import io.radfm.events.StudyRecord;
import io.radfm.events.Topic;
import io.radfm.events.Topics;
import io.radfm.streams.assembly.EventAssembly;
import io.radfm.streams.assembly.StudyPolicy;
import io.radfm.streams.assembly.UnusableRecord;
import io.radfm.streams.composition.Composer;
import io.radfm.streams.composition.StudyContexts;
import io.radfm.training.sample.Sample.Source;

import org.apache.avro.specific.SpecificRecord;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Recorded topics of which the contexts are not those that were served: they are made again of the
/// images received, by the streams role's own classes, on event time, with a policy of today.
///
/// Stands before any other [Recorded]; its extents of `study.contexts` are those of
/// `dicom.instances`. Images lie in a [Spool]; in memory there are their places. A study whose
/// first images are before the window is assembled of the rest.
final class AssembledAgain implements Recorded {
    private final Recorded recorded;
    private final StudyPolicy policy;
    private final Composer composer;
    private final Spool spool;
    private final Map<Source.Record, List<Source.Record>> origins = new HashMap<>();

    /// @param file for images, deleted when closed
    AssembledAgain(Recorded recorded, StudyPolicy policy, Path file) throws IOException {
        this.recorded = recorded;
        this.policy = policy;
        this.composer = new Composer(policy.composition());
        this.spool = new Spool(file);
    }

    @Override
    public List<Extent> extents(Topic<?> topic, Window window) throws IOException {
        if (topic != Topics.STUDY_CONTEXTS) {
            return recorded.extents(topic, window);
        }
        return recorded.extents(Topics.DICOM_INSTANCES, window).stream()
                .map(images -> named(Topics.STUDY_CONTEXTS, images))
                .toList();
    }

    private static Extent named(Topic<?> topic, Extent extent) {
        return new Extent(topic.name(), extent.partition(), extent.from(), extent.to());
    }

    @Override
    public <T extends SpecificRecord> long read(Topic<T> topic, Extent extent, Sink<T> sink)
            throws IOException {
        if (topic != Topics.STUDY_CONTEXTS) {
            return recorded.read(topic, extent, sink);
        }
        var type = topic.value().orElseThrow();
        var partition = new Partition((place, made) -> sink.take(place, type.cast(made)));
        var images = named(Topics.DICOM_INSTANCES, extent);
        long unreadable = recorded.read(Topics.DICOM_INSTANCES, images, partition::receive);
        partition.assembly.end();
        return unreadable + partition.unusable;
    }

    /// The records of all images of a study, in the order of their offsets.
    @Override
    public List<Source.Record> origins(Source.Record place) {
        return origins.getOrDefault(place, List.of(place));
    }

    @Override
    public void close() throws IOException {
        spool.close();
    }

    /// Where an image lies, and where it came from.
    private record Kept(Source.Record place, long at) {}

    private final class Partition implements EventAssembly.Instances {
        private final EventAssembly assembly = new EventAssembly(policy, this, this::close);
        private final Map<String, Map<String, Kept>> studies = new HashMap<>();
        private final Sink<StudyContext> sink;
        private Source.Record place;
        private long unusable;

        Partition(Sink<StudyContext> sink) {
            this.sink = sink;
        }

        void receive(Source.Record at, InstanceReceived arrived) throws IOException {
            place = at;
            try {
                assembly.receive(arrived);
            } catch (UnusableRecord e) {
                unusable++; // a dead letter then, a dead letter now
            }
        }

        private void close(StudyRecord study, ClosedBy by, long at) throws IOException {
            var images = new ArrayList<InstanceReceived>();
            var places = new ArrayList<Source.Record>();
            for (var kept : studies.get(key(study)).values()) {
                images.add(read(kept));
                places.add(kept.place());
            }
            places.sort((a, b) -> Long.compare(a.offset(), b.offset()));
            var last = places.getLast();
            origins.put(last, List.copyOf(places));
            var composition = composer.compose(images);
            sink.take(last, StudyContexts.of(study, by, at, composition, policy.name()));
        }

        private static String key(StudyRecord study) {
            return study.getPatientKey() + "\0" + study.getStudyInstanceUid();
        }

        private Map<String, Kept> of(InstanceReceived arrived) {
            var key = arrived.getPatientKey() + "\0" + arrived.getStudyInstanceUid();
            return studies.computeIfAbsent(key, _ -> new TreeMap<>());
        }

        private InstanceReceived read(Kept kept) throws IOException {
            return InstanceReceived.fromByteBuffer(spool.get(kept.at()));
        }

        @Override
        public Optional<InstanceReceived> get(InstanceReceived arrived) throws IOException {
            var kept = of(arrived).get(arrived.getInstance().getSopInstanceUid());
            return kept == null ? Optional.empty() : Optional.of(read(kept));
        }

        @Override
        public void put(InstanceReceived arrived) throws IOException {
            long at = spool.add(arrived.toByteBuffer());
            of(arrived).put(arrived.getInstance().getSopInstanceUid(), new Kept(place, at));
        }

        @Override
        public void drop(StudyRecord study) {
            studies.remove(key(study));
        }
    }
}
