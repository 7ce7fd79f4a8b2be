// SPDX-License-Identifier: Apache-2.0
package io.radfm.streams;

import io.micrometer.core.instrument.MeterRegistry;
import io.radfm.events.InferenceJob;
import io.radfm.events.Priority;
import io.radfm.events.StudyState;
import io.radfm.events.Topic;
import io.radfm.events.Topics;
import io.radfm.streams.Outcome.ContextMade;
import io.radfm.streams.Outcome.DraftMade;
import io.radfm.streams.Outcome.JobMade;
import io.radfm.streams.Outcome.StateShown;
import io.radfm.streams.Outcome.StudyClosed;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Predicate;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/// Objects in, study contexts and jobs out; results in, drafts out. One sub-topology, keyed by
/// patient. Read [#build] downwards; the numbers are those of the drawing in README.md.
final class StudyTopology {
    private final StreamsSettings settings;
    private final ValueSerdes serdes;
    private final Assembler.Watch watch;
    private final StudyMetrics metrics;
    private final Set<StoreBuilder<?>> stores = StudyStores.builders();

    StudyTopology(
            StreamsSettings settings,
            ValueSerdes serdes,
            Assembler.Watch watch,
            MeterRegistry registry) {
        this.settings = settings;
        this.serdes = serdes;
        this.watch = watch;
        this.metrics = new StudyMetrics(registry);
    }

    Topology build() {
        var builder = new StreamsBuilder();

        // 1  every object a modality or PACS sent us, by patient
        var received = read(builder, Topics.DICOM_INSTANCES, "received");

        // 2  interleaved studies taken apart; each is closed in its own time
        var assembled = received.process(with(this::assembler), Named.as("assemble"));

        // 3  a closed study becomes the ordered context that the model is given, and a job
        var composed =
                only(assembled, StudyClosed.class, Function.identity(), "closed")
                        .process(with(this::contextMaker), Named.as("compose"));

        // 4  workers answer at least once; that becomes one draft per study revision
        var settled =
                read(builder, Topics.RESULTS, "answered")
                        .process(with(() -> new Settler(metrics)), Named.as("settle"));

        // 5  exactly what the model is given, for whoever wants to know or to replay it
        write(
                only(composed, ContextMade.class, ContextMade::context, "contexts"),
                Topics.STUDY_CONTEXTS);

        // 6  to the workers; urgent studies on a lane of their own
        var jobs = only(composed, JobMade.class, JobMade::job, "jobs");
        write(jobs.filter(is(Priority.STAT), Named.as("urgent")), Topics.JOBS_STAT);
        write(jobs.filter(is(Priority.ROUTINE), Named.as("routine")), Topics.JOBS_ROUTINE);

        // 7  drafts: answered, or failed without being asked
        var outcomes =
                assembled
                        .merge(composed, Named.as("or-composed"))
                        .merge(settled, Named.as("or-settled"));
        write(only(outcomes, DraftMade.class, DraftMade::draft, "drafts"), Topics.DRAFTS);

        // 8  where each study is now, by study
        write(states(outcomes), Topics.STUDY_STATES);
        return builder.build();
    }

    private Assembler assembler() {
        return new Assembler(
                settings.policy().assembly(), settings.policy().retention(), watch, metrics);
    }

    private ContextMaker contextMaker() {
        return new ContextMaker(settings.policy().composition(), settings.policy().name(), metrics);
    }

    private <V extends SpecificRecord> KStream<String, V> read(
            StreamsBuilder builder, Topic<V> topic, String node) {
        // times are in the events; a record without a timestamp of its own is no reason to stop
        return builder.stream(
                topic.name(),
                Consumed.with(Serdes.String(), serdes.of(topic))
                        .withTimestampExtractor((record, last) -> Math.max(0, record.timestamp()))
                        .withName(node));
    }

    private <V extends SpecificRecord> void write(KStream<String, V> stream, Topic<V> topic) {
        stream.to(
                topic.name(),
                Produced.with(Serdes.String(), serdes.of(topic)).withName("to-" + topic.name()));
    }

    private static <T extends Outcome, V> KStream<String, V> only(
            KStream<String, Outcome> outcomes, Class<T> type, Function<T, V> value, String node) {
        return outcomes.flatMapValues(
                it -> type.isInstance(it) ? List.of(value.apply(type.cast(it))) : List.of(),
                Named.as(node));
    }

    private static KStream<String, StudyState> states(KStream<String, Outcome> outcomes) {
        return outcomes.flatMap(
                (patient, it) ->
                        it instanceof StateShown(var study, var state)
                                ? List.of(new KeyValue<>(study, state.orElse(null)))
                                : List.of(),
                Named.as("states"));
    }

    private static Predicate<String, InferenceJob> is(Priority priority) {
        return (patient, job) -> job.getContext().getPriority() == priority;
    }

    /// A processor that brings the stores of its task along.
    private <I> ProcessorSupplier<String, I, String, Outcome> with(
            Supplier<Processor<String, I, String, Outcome>> processor) {
        return new ProcessorSupplier<>() {
            @Override
            public Processor<String, I, String, Outcome> get() {
                return processor.get();
            }

            @Override
            public Set<StoreBuilder<?>> stores() {
                return stores;
            }
        };
    }
}
