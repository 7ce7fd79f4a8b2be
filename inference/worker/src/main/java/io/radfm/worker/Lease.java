// SPDX-License-Identifier: Apache-2.0
package io.radfm.worker;

import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.Optional;

/// Our right to a record of a share group: kept by renewing its lock, ended by acknowledging it.
///
/// Only the consumer's thread may use it. When the lock is lost (we hung, or the broker was away)
/// somebody else has the record; the consumer must then be closed, since it would take another
/// record where we mean this one.
final class Lease {
    private static final Logger LOG = LoggerFactory.getLogger(Lease.class);
    private static final Duration ANSWER = Duration.ofSeconds(10);

    private final ShareConsumer<byte[], byte[]> consumer;
    private final Duration renewEvery;
    private final WorkerMetrics metrics;
    private ConsumerRecord<byte[], byte[]> record;
    private long keptNanos = System.nanoTime();
    private boolean lost;

    Lease(
            ShareConsumer<byte[], byte[]> consumer,
            ConsumerRecord<byte[], byte[]> record,
            Duration renewEvery,
            WorkerMetrics metrics) {
        this.consumer = consumer;
        this.record = record;
        this.renewEvery = renewEvery;
        this.metrics = metrics;
    }

    boolean isLost() {
        return lost;
    }

    /// Renews the lock when it is time to.
    void keep() {
        if (lost || System.nanoTime() - keptNanos < renewEvery.toNanos()) {
            return;
        }
        keptNanos = System.nanoTime();
        var again =
                acknowledge(AcknowledgeType.RENEW)
                        ? taken()
                        : Optional.<ConsumerRecord<byte[], byte[]>>empty();
        if (again.isPresent()) {
            record = again.get();
            metrics.lock("renewed");
        } else {
            lose();
        }
    }

    /// A renewed record must be taken once more; the consumer has it at hand.
    private Optional<ConsumerRecord<byte[], byte[]>> taken() {
        for (var again : consumer.poll(ANSWER)) {
            if (again.topic().equals(record.topic())
                    && again.partition() == record.partition()
                    && again.offset() == record.offset()) {
                return Optional.of(again);
            }
        }
        return Optional.empty();
    }

    /// Tells the group how it ended. What we published before is not undone when nobody hears us:
    /// the record comes again and its second result is ignored.
    void end(Ending ending) {
        if (!lost && !acknowledge(ending.acknowledgement())) {
            lose();
        }
    }

    private void lose() {
        lost = true;
        metrics.lock("lost");
        LOG.warn(
                "lost the lock of {}-{} offset {}: it will be delivered again",
                record.topic(),
                record.partition(),
                record.offset());
    }

    private boolean acknowledge(AcknowledgeType type) {
        try {
            consumer.acknowledge(record, type);
            var failures = consumer.commitSync(ANSWER).values();
            return failures.stream().allMatch(Optional::isEmpty);
        } catch (KafkaException e) {
            LOG.debug("{} was not answered", type, e);
            return false;
        }
    }
}
