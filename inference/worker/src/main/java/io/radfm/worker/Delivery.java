// SPDX-License-Identifier: Apache-2.0
package io.radfm.worker;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/// A job as the share group handed it to us.
///
/// @param count how often it was handed out, this time included
record Delivery(String topic, int partition, long offset, byte[] key, byte[] value, int count) {

    static Delivery of(ConsumerRecord<byte[], byte[]> record) {
        return new Delivery(
                record.topic(),
                record.partition(),
                record.offset(),
                record.key(),
                record.value(),
                record.deliveryCount().map(Short::intValue).orElse(1));
    }

    /// Where it stands in Kafka; nothing of what it holds.
    @Override
    public String toString() {
        return "%s-%d offset %d, delivery %d".formatted(topic, partition, offset, count);
    }
}
