// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.archive;

import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// How far a partition has been restored, by what its last record says.
final class RestoredEnd {
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration CLOSING = Duration.ofSeconds(5);
    private static final long FIRST_STEP = 16;

    private RestoredEnd() {}

    /// The offset in the archive of what is next.
    ///
    /// @throws IOException for a last record that is not restored from this place
    static long of(Map<String, Object> cluster, Place place, String origin) throws IOException {
        var settings = new HashMap<>(cluster);
        settings.put("isolation.level", "read_committed");
        settings.put("enable.auto.commit", false);
        settings.put("auto.offset.reset", "none");
        settings.put("fetch.max.wait.ms", 10); // what is read is there
        settings.put("default.api.timeout.ms", 30_000);
        var bytes = new ByteArrayDeserializer();
        var consumer = new KafkaConsumer<>(settings, bytes, bytes);
        try {
            var last = last(consumer, new TopicPartition(place.topic(), place.partition()));
            return last == null ? 0 : next(last, place, origin);
        } finally {
            consumer.close(CloseOptions.timeout(CLOSING));
        }
    }

    private static long next(ConsumerRecord<byte[], byte[]> last, Place place, String origin)
            throws IOException {
        var at = Coordinates.last(last.headers());
        if (at.isEmpty()
                || !at.get().cluster().equals(origin)
                || !at.get().topic().equals(place.topic())
                || at.get().partition() != place.partition()) {
            throw new IOException(
                    place
                            + " ends with a record that is not of this archive: restore into empty"
                            + " topics");
        }
        return at.get().offset() + 1;
    }

    /// The end of a log may be markers of transactions alone: looks back twice as far each time.
    private static ConsumerRecord<byte[], byte[]> last(
            KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition) throws IOException {
        consumer.assign(List.of(partition));
        long begin = consumer.beginningOffsets(List.of(partition)).get(partition);
        long end = consumer.endOffsets(List.of(partition)).get(partition);
        ConsumerRecord<byte[], byte[]> last = null;
        for (long step = FIRST_STEP, from = end; last == null && from > begin; step *= 2) {
            from = Math.max(begin, end - step);
            last = last(consumer, partition, from, end);
        }
        return last;
    }

    private static ConsumerRecord<byte[], byte[]> last(
            KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition, long from, long end)
            throws IOException {
        ConsumerRecord<byte[], byte[]> last = null;
        consumer.seek(partition, from);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (consumer.position(partition) < end) {
            for (var record : consumer.poll(POLL)) {
                last = record;
            }
            if (System.nanoTime() > deadline) {
                throw new IOException(partition + " cannot be read to its end");
            }
        }
        return last;
    }
}
