// SPDX-License-Identifier: Apache-2.0
package io.radfm.worker;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The share group (KIP-932) that hands out jobs: each to one worker, again to another when the
/// first lets go of it, dies or falls silent.
///
/// @param lock how long a silent worker keeps a job
/// @param deliveryLimit at this delivery a job is no more tried, but said to have failed
record ShareGroup(String id, Duration lock, int deliveryLimit) {
    /// The broker drops a job without a word after so many deliveries more. Saying that it failed
    /// needs one; but a process that dies has more than one member, and what is let go may be
    /// handed to the next of them before the broker knows.
    static final int SPARE = 3;

    /// Tells the broker how the group behaves; a group that does not exist yet gets it too.
    ///
    /// `earliest`, because a job may be older than the first worker; `read_committed`, because jobs
    /// are written in transactions.
    void configure(Admin admin, Duration patience)
            throws ExecutionException, InterruptedException, TimeoutException {
        var operations =
                Map.of(
                                "share.auto.offset.reset",
                                "earliest",
                                "share.isolation.level",
                                "read_committed",
                                "share.record.lock.duration.ms",
                                Long.toString(lock.toMillis()),
                                "share.delivery.count.limit",
                                Integer.toString(deliveryLimit + SPARE))
                        .entrySet()
                        .stream()
                        .map(
                                it ->
                                        new AlterConfigOp(
                                                new ConfigEntry(it.getKey(), it.getValue()),
                                                AlterConfigOp.OpType.SET))
                        .toList();
        var group = new ConfigResource(ConfigResource.Type.GROUP, id);
        admin.incrementalAlterConfigs(Map.of(group, operations))
                .all()
                .get(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// A member that takes one job at a time and fetches none ahead while it has one.
    ShareConsumer<byte[], byte[]> consumer(Map<String, Object> client) {
        var settings = new HashMap<>(client);
        settings.put("group.id", id);
        settings.put("share.acknowledgement.mode", "explicit");
        settings.put("share.acquire.mode", "record_limit");
        settings.put("max.poll.records", 1);
        return new KafkaShareConsumer<>(
                settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
