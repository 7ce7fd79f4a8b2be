// SPDX-License-Identifier: Apache-2.0
package io.radfm.process;

import io.radfm.events.Topics;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// The dead-letter topic, read and driven again.
///
/// ```
///  dead.letters   letter(origin a)  letter(origin b)  mark(a)      a was driven again, b was not
///                                                        │
///  origin topic                        record a ◄────────┴── one transaction
/// ```
///
/// A record goes back and its mark is set in one transaction, under one transactional id: whoever
/// drives last fences the ones before, and what they did not commit did not happen. So each origin
/// is driven once, whatever crashes and however often the command is repeated. What still cannot be
/// used comes back as a new letter, of a new origin.
final class DeadLetterBox {
    /// On marks: the origin that was driven again.
    static final String MARK = "radfm.redriven";

    private static final TopicPartition BOX = new TopicPartition(Topics.DEAD_LETTERS.name(), 0);
    private static final String TRANSACTIONAL_ID = "radfm-dead-letters-redrive";
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration SILENCE = Duration.ofSeconds(30);
    private static final int BATCH_RECORDS = 100;
    private static final long BATCH_BYTES = 16 << 20;

    private final Map<String, Object> client;

    DeadLetterBox(Map<String, Object> client) {
        this.client = client;
    }

    /// What became of a letter that was to be driven again.
    enum Verdict {
        REDRIVEN("sent to its origin again"),
        WOULD_REDRIVE("would be sent to its origin again"),
        ALREADY("was sent to its origin before"),
        NO_ORIGIN("does not say where it came from"),
        NO_TOPIC("came from a topic that there is not");

        final String meaning;

        Verdict(String meaning) {
            this.meaning = meaning;
        }
    }

    record Redriven(DeadLetter letter, Verdict verdict) {}

    /// All letters, oldest first.
    void read(Consumer<DeadLetter> reader) throws IOException {
        try (var consumer = consumer()) {
            long end = end(consumer);
            var done = marks(consumer, end);
            scan(consumer, 0, end, record -> letter(record, done).ifPresent(reader));
        }
    }

    /// The letter at this offset with all its headers; empty when there is none.
    Optional<ConsumerRecord<byte[], byte[]>> record(long offset) throws IOException {
        var found = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        try (var consumer = consumer()) {
            long end = Math.min(end(consumer), offset + 1);
            scan(consumer, offset, end, found::add);
        }
        return found.stream()
                .filter(record -> record.offset() == offset && !isMark(record))
                .findFirst();
    }

    /// Sends the chosen letters to where they came from, with the key, bytes and headers they had.
    /// Each is told after the transaction that holds it.
    void redrive(Predicate<DeadLetter> chosen, Consumer<Redriven> told) throws IOException {
        try (var producer = producer();
                var consumer = consumer()) {
            producer.initTransactions(); // from here on no one else commits marks
            long end = end(consumer);
            var done = marks(consumer, end);
            var batch = new Batch(producer, consumer.listTopics().keySet(), done, told);
            scan(
                    consumer,
                    0,
                    end,
                    record -> {
                        var letter = letter(record, done);
                        if (letter.isPresent() && chosen.test(letter.get())) {
                            batch.add(letter.get(), record);
                        }
                    });
            batch.commit();
        } catch (ProducerFencedException e) {
            throw new IOException("someone else began to redrive; what was told here is done", e);
        }
    }

    /// What a redrive of the chosen letters would do.
    void rehearse(Predicate<DeadLetter> chosen, Consumer<Redriven> told) throws IOException {
        Set<String> topics;
        try (var consumer = consumer()) {
            topics = consumer.listTopics().keySet();
        }
        var seen = new HashSet<DeadLetter.Origin>();
        read(
                letter -> {
                    if (chosen.test(letter)) {
                        told.accept(new Redriven(letter, verdict(letter, topics, seen)));
                        letter.origin().ifPresent(seen::add);
                    }
                });
    }

    private static Verdict verdict(
            DeadLetter letter, Set<String> topics, Set<DeadLetter.Origin> done) {
        if (letter.origin().isEmpty()) {
            return Verdict.NO_ORIGIN;
        }
        var origin = letter.origin().get();
        if (letter.redriven() || done.contains(origin)) {
            return Verdict.ALREADY;
        }
        boolean usable =
                topics.contains(origin.topic())
                        && !origin.topic().equals(BOX.topic())
                        && !origin.topic().startsWith("__");
        return usable ? Verdict.WOULD_REDRIVE : Verdict.NO_TOPIC;
    }

    /// Letters on their way back, as many as one transaction takes.
    private static final class Batch {
        private final KafkaProducer<byte[], byte[]> producer;
        private final Set<String> topics;
        private final Set<DeadLetter.Origin> done;
        private final Consumer<Redriven> told;
        private final List<DeadLetter> open = new ArrayList<>();
        private long bytes;

        Batch(
                KafkaProducer<byte[], byte[]> producer,
                Set<String> topics,
                Set<DeadLetter.Origin> done,
                Consumer<Redriven> told) {
            this.producer = producer;
            this.topics = topics;
            this.done = done;
            this.told = told;
        }

        void add(DeadLetter letter, ConsumerRecord<byte[], byte[]> record) {
            var verdict = verdict(letter, topics, done);
            if (verdict != Verdict.WOULD_REDRIVE) {
                told.accept(new Redriven(letter, verdict));
                return;
            }
            if (open.isEmpty()) {
                producer.beginTransaction();
            }
            var origin = letter.origin().orElseThrow();
            producer.send(asItWas(record, origin));
            producer.send(mark(origin));
            done.add(origin);
            open.add(letter);
            bytes += letter.bytes();
            if (open.size() == BATCH_RECORDS || bytes >= BATCH_BYTES) {
                commit();
            }
        }

        void commit() {
            if (open.isEmpty()) {
                return;
            }
            producer.commitTransaction(); // fails when any of its records failed
            open.forEach(letter -> told.accept(new Redriven(letter, Verdict.REDRIVEN)));
            open.clear();
            bytes = 0;
        }
    }

    /// The key decides the partition, as it did before; without a key the record goes back to its
    /// own. Its time is now: that is when it arrives.
    private static ProducerRecord<byte[], byte[]> asItWas(
            ConsumerRecord<byte[], byte[]> letter, DeadLetter.Origin origin) {
        var partition = letter.key() == null ? origin.partition() : null;
        var record = new ProducerRecord<>(origin.topic(), partition, letter.key(), letter.value());
        for (var header : letter.headers()) {
            if (!header.key().startsWith(DeadLetter.HEADER)) {
                record.headers().add(header);
            }
        }
        return record;
    }

    private static ProducerRecord<byte[], byte[]> mark(DeadLetter.Origin origin) {
        var mark = new ProducerRecord<byte[], byte[]>(BOX.topic(), BOX.partition(), null, null);
        mark.headers().add(MARK, origin.toString().getBytes(StandardCharsets.UTF_8));
        return mark;
    }

    private static boolean isMark(ConsumerRecord<byte[], byte[]> record) {
        return record.headers().lastHeader(MARK) != null;
    }

    private static Optional<DeadLetter> letter(
            ConsumerRecord<byte[], byte[]> record, Set<DeadLetter.Origin> done) {
        if (isMark(record)) {
            return Optional.empty();
        }
        boolean redriven =
                DeadLetter.Origin.of(record.headers()).filter(done::contains).isPresent();
        return Optional.of(DeadLetter.of(record, redriven));
    }

    private static Set<DeadLetter.Origin> marks(KafkaConsumer<byte[], byte[]> consumer, long end)
            throws IOException {
        var marks = new HashSet<DeadLetter.Origin>();
        scan(
                consumer,
                0,
                end,
                record -> {
                    if (isMark(record)) {
                        var text = DeadLetter.text(record.headers(), MARK);
                        DeadLetter.Origin.parse(text).ifPresent(marks::add);
                    }
                });
        return marks;
    }

    private static void scan(
            KafkaConsumer<byte[], byte[]> consumer,
            long from,
            long end,
            Consumer<ConsumerRecord<byte[], byte[]>> reader)
            throws IOException {
        long start = Math.max(from, consumer.beginningOffsets(List.of(BOX)).get(BOX));
        consumer.seek(BOX, start);
        long patience = System.nanoTime() + SILENCE.toNanos();
        long at = start;
        while (at < end) {
            for (var record : consumer.poll(POLL)) {
                if (record.offset() < end) {
                    reader.accept(record);
                }
            }
            long now = consumer.position(BOX);
            if (now > at) {
                patience = System.nanoTime() + SILENCE.toNanos();
            } else if (System.nanoTime() > patience) {
                throw new IOException("the broker has not answered for " + SILENCE);
            }
            at = now;
        }
    }

    /// Where the letters of committed transactions end now.
    private static long end(KafkaConsumer<byte[], byte[]> consumer) throws IOException {
        if (consumer.partitionsFor(BOX.topic()).size() > 1) {
            throw new IOException(BOX.topic() + " has more than its one partition");
        }
        return consumer.endOffsets(List.of(BOX)).get(BOX);
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        var properties = new HashMap<>(client);
        properties.put("isolation.level", "read_committed");
        properties.put("fetch.max.wait.ms", 20); // it reads to an end that is known
        properties.put("enable.auto.commit", false);
        properties.put("auto.offset.reset", "earliest");
        properties.put("allow.auto.create.topics", false);
        var consumer =
                new KafkaConsumer<>(
                        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        consumer.assign(List.of(BOX));
        return consumer;
    }

    private KafkaProducer<byte[], byte[]> producer() {
        var properties = new HashMap<>(client);
        properties.put("acks", "all");
        properties.put("transactional.id", TRANSACTIONAL_ID);
        properties.put("max.request.size", 2 * Topics.DEAD_LETTERS.maxRecordBytes());
        return new KafkaProducer<>(
                properties, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
