// SPDX-License-Identifier: Apache-2.0
package io.radfm.streams.bench;

import io.radfm.events.Topics;
import io.radfm.process.topology.BoundedMemory;

import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicLong;

/// The least a stateful topology does: each record, as bytes, is looked up and put into one RocksDB
/// store with a changelog, and written on; exactly once, committed as often as ours.
final class PassThrough implements AutoCloseable {
    static final String OUTPUT = "bench.out";
    private static final String STORE = "seen";

    private final AtomicLong passed = new AtomicLong();
    private final KafkaStreams streams;

    PassThrough(String name, Path folder, String brokers, int threads) {
        var builder = new StreamsBuilder();
        builder.addStateStore(
                Stores.keyValueStoreBuilder(
                                Stores.persistentKeyValueStore(STORE),
                                Serdes.Bytes(),
                                Serdes.ByteArray())
                        .withLoggingEnabled(Map.of()));
        builder.stream(
                        Topics.DICOM_INSTANCES.name(),
                        Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()))
                .process(() -> new Pass(passed), STORE)
                .to(OUTPUT, Produced.with(Serdes.ByteArray(), Serdes.ByteArray()));
        var settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, name);
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, brokers);
        settings.put(StreamsConfig.STATE_DIR_CONFIG, folder.toString());
        settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 100);
        settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, threads);
        settings.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedMemory.class);
        settings.put(StreamsConfig.producerPrefix("compression.type"), "lz4");
        settings.put(StreamsConfig.consumerPrefix("auto.offset.reset"), "earliest");
        streams = new KafkaStreams(builder.build(), settings);
        streams.start();
    }

    double passed() {
        return passed.get();
    }

    @Override
    public void close() {
        streams.close();
    }

    private static final class Pass implements Processor<byte[], byte[], byte[], byte[]> {
        private final AtomicLong passed;
        private ProcessorContext<byte[], byte[]> context;
        private KeyValueStore<Bytes, byte[]> store;
        private long last;

        Pass(AtomicLong passed) {
            this.passed = passed;
        }

        @Override
        public void init(ProcessorContext<byte[], byte[]> context) {
            this.context = context;
            this.store = context.getStateStore(STORE);
        }

        @Override
        public void process(Record<byte[], byte[]> record) {
            var key =
                    Bytes.wrap((context.taskId() + " " + last++).getBytes(StandardCharsets.UTF_8));
            if (store.get(key) == null) {
                store.put(key, record.value());
            }
            context.forward(record);
            passed.incrementAndGet();
        }
    }
}
