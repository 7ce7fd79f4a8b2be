// SPDX-License-Identifier: Apache-2.0
package io.radfm.streams;

import io.radfm.events.Topics;
import io.radfm.streams.assembly.Sight;
import io.radfm.streams.assembly.WatchLog;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Asks the broker, a few times a second, where `dicom.instances` ends and how far this role has
/// committed, and keeps the answers in a [WatchLog].
///
/// Committed offsets rather than positions: they hold the state of what they cover, and they pass
/// over skipped records and transaction markers too.
final class InputWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(InputWatch.class);
    private static final Duration EVERY = Duration.ofMillis(250);

    /// A longer time without an answer is a break: the broker was away, or we were.
    private static final Duration MAX_GAP = Duration.ofSeconds(5);

    private static final Duration PATIENCE = Duration.ofSeconds(4);

    private final Admin admin;
    private final String group;
    private final int partitions;
    private final WatchLog log;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Thread thread;
    private boolean away;

    /// @param admin closed with this
    InputWatch(Admin admin, String group, int partitions, Duration grace) {
        this.admin = admin;
        this.group = group;
        this.partitions = partitions;
        this.log = new WatchLog(System.currentTimeMillis(), MAX_GAP.toMillis(), grace.toMillis());
        this.thread = Thread.ofVirtual().name("input-watch").start(this::watch);
    }

    Sight sight(int partition, long now) {
        return log.sight(partition, now);
    }

    double behindSeconds() {
        return log.behindMillis(System.currentTimeMillis()) / 1e3;
    }

    private void watch() {
        while (!closed.get()) {
            try {
                look();
                away = false;
            } catch (ExecutionException | java.util.concurrent.TimeoutException e) {
                if (!away) {
                    LOG.warn("Cannot see the end of the input: {}", e.toString());
                }
                away = true;
            } catch (InterruptedException e) {
                return;
            }
            LockSupport.parkNanos(EVERY.toNanos());
        }
    }

    private void look()
            throws ExecutionException, InterruptedException, java.util.concurrent.TimeoutException {
        long askedAt = System.currentTimeMillis();
        var starts = offsets(OffsetSpec.earliest());
        var ends = offsets(OffsetSpec.latest());
        var committed = new HashMap<Integer, Long>(starts);
        committed().forEach((partition, offset) -> committed.merge(partition, offset, Math::max));
        log.looked(askedAt, ends, committed);
    }

    private Map<Integer, Long> offsets(OffsetSpec which)
            throws ExecutionException, InterruptedException, java.util.concurrent.TimeoutException {
        var asked =
                IntStream.range(0, partitions)
                        .mapToObj(p -> new TopicPartition(Topics.DICOM_INSTANCES.name(), p))
                        .collect(Collectors.toMap(p -> p, p -> which));
        return admin
                .listOffsets(asked, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                .all()
                .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .entrySet()
                .stream()
                .collect(Collectors.toMap(e -> e.getKey().partition(), e -> e.getValue().offset()));
    }

    private Map<Integer, Long> committed()
            throws ExecutionException, InterruptedException, java.util.concurrent.TimeoutException {
        var committed = new HashMap<Integer, Long>();
        admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .forEach(
                        (partition, offset) -> {
                            if (offset != null
                                    && partition.topic().equals(Topics.DICOM_INSTANCES.name())) {
                                committed.put(partition.partition(), offset.offset());
                            }
                        });
        return committed;
    }

    @Override
    public void close() {
        closed.set(true);
        thread.interrupt();
        admin.close(Duration.ofSeconds(1));
    }
}
