// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.outcomes;

import io.micrometer.core.instrument.MeterRegistry;
import io.radfm.events.DraftOutcome;
import io.radfm.events.Topic;
import io.radfm.events.Topics;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;

import java.time.Duration;
import java.util.Set;
import java.util.function.Supplier;

/// Drafts and signed reports in, outcomes out, by patient. One sub-topology with one store; inputs,
/// store and output are committed together.
final class OutcomeTopology {
    private final Meeting.Means means;
    private final StoreBuilder<?> store = Waiting.builder();

    OutcomeTopology(ValueSerdes serdes, MeterRegistry registry, Duration keep) {
        this.means =
                new Meeting.Means(new Comparison(), new OutcomeMetrics(registry), serdes, keep);
    }

    Topology build() {
        var builder = new StreamsBuilder();

        // 1  a draft meets the newest report of its study
        var drafted =
                read(builder, Topics.DRAFTS, "drafted")
                        .process(with(() -> new Meeting.OfDrafts(means)), Named.as("meet-report"));

        // 2  a signed report meets the newest draft of its study
        var signed =
                read(builder, Topics.RIS_REPORTS, "signed")
                        .process(with(() -> new Meeting.OfReports(means)), Named.as("meet-draft"));

        // 3  how they compare
        drafted.merge(signed, Named.as("outcomes"))
                .to(
                        Topics.DRAFT_OUTCOMES.name(),
                        Produced.with(Serdes.String(), means.serdes().of(Topics.DRAFT_OUTCOMES))
                                .withName("to-" + Topics.DRAFT_OUTCOMES.name()));
        return builder.build();
    }

    private <V extends SpecificRecord> KStream<String, V> read(
            StreamsBuilder builder, Topic<V> topic, String node) {
        // times are in the events; a record without a timestamp of its own is no reason to stop
        return builder.stream(
                topic.name(),
                Consumed.with(Serdes.String(), means.serdes().of(topic))
                        .withTimestampExtractor((record, _) -> Math.max(0, record.timestamp()))
                        .withName(node));
    }

    /// A processor that brings the store of its task along.
    private <I> ProcessorSupplier<String, I, String, DraftOutcome> with(
            Supplier<Processor<String, I, String, DraftOutcome>> processor) {
        return new ProcessorSupplier<>() {
            @Override
            public Processor<String, I, String, DraftOutcome> get() {
                return processor.get();
            }

            @Override
            public Set<StoreBuilder<?>> stores() {
                return Set.of(store);
            }
        };
    }
}
