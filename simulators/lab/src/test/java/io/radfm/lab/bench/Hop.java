// SPDX-License-Identifier: Apache-2.0
package io.radfm.lab.bench;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What Kafka itself takes: one record, committed in a transaction of its own, until a reader of
/// committed records has it.
final class Hop {
    private static final String TOPIC = "bench.hop";
    private static final int WARM_UP = 50;
    private static final int HOPS = 100;

    private Hop() {}

    /// The median, in milliseconds.
    static double millis(String bootstrapServers) throws Exception {
        var cluster = Map.<String, Object>of("bootstrap.servers", bootstrapServers);
        try (var admin = Admin.create(cluster)) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
        }
        try (var producer =
                        new KafkaProducer<>(
                                Map.of(
                                        "bootstrap.servers",
                                        bootstrapServers,
                                        "transactional.id",
                                        TOPIC),
                                new StringSerializer(),
                                new StringSerializer());
                var consumer =
                        new KafkaConsumer<>(
                                Map.of(
                                        "bootstrap.servers",
                                        bootstrapServers,
                                        "isolation.level",
                                        "read_committed"),
                                new StringDeserializer(),
                                new StringDeserializer())) {
            var partition = new TopicPartition(TOPIC, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            producer.initTransactions();
            var took = new ArrayList<Double>();
            for (int i = 0; i < WARM_UP + HOPS; i++) {
                long begun = System.nanoTime();
                producer.beginTransaction();
                producer.send(new ProducerRecord<>(TOPIC, "key", "value"));
                producer.commitTransaction();
                while (consumer.poll(Duration.ofSeconds(1)).isEmpty()) {
                    // not there yet
                }
                took.add((System.nanoTime() - begun) / 1e6);
            }
            return took.subList(WARM_UP, took.size()).stream().sorted().toList().get(HOPS / 2);
        }
    }
}
