// SPDX-License-Identifier: Apache-2.0
package io.radfm.process;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/// What is known of a record nobody could use, without its content.
///
/// @param offset where the letter lies in the dead-letter topic
/// @param origin where the record came from; empty when its headers do not tell
/// @param bytes key and value together
/// @param redriven whether it was sent to its origin again
record DeadLetter(
        long offset,
        Optional<Origin> origin,
        Instant time,
        String exception,
        String reason,
        long bytes,
        boolean redriven) {
    /// Kafka Streams' names (KIP-1034); workers use the same.
    static final String HEADER = "__streams.errors.";

    private static final int LONGEST_REASON = 200;

    /// A record by the place it had when it could not be used.
    record Origin(String topic, int partition, long offset) {
        static Optional<Origin> of(Headers headers) {
            try {
                var topic = text(headers, HEADER + "topic");
                int partition = Integer.parseInt(text(headers, HEADER + "partition"));
                long offset = Long.parseLong(text(headers, HEADER + "offset"));
                return topic.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new Origin(topic, partition, offset));
            } catch (NumberFormatException _) {
                return Optional.empty();
            }
        }

        /// What [#toString] wrote; topic names have no slash.
        static Optional<Origin> parse(String text) {
            var parts = text.split("/");
            try {
                return parts.length == 3
                        ? Optional.of(
                                new Origin(
                                        parts[0],
                                        Integer.parseInt(parts[1]),
                                        Long.parseLong(parts[2])))
                        : Optional.empty();
            } catch (NumberFormatException _) {
                return Optional.empty();
            }
        }

        @Override
        public String toString() {
            return topic + "/" + partition + "/" + offset;
        }
    }

    static DeadLetter of(ConsumerRecord<byte[], byte[]> record, boolean redriven) {
        return new DeadLetter(
                record.offset(),
                Origin.of(record.headers()),
                Instant.ofEpochMilli(record.timestamp()),
                oneLine(text(record.headers(), HEADER + "exception")),
                oneLine(text(record.headers(), HEADER + "message")),
                size(record.key()) + size(record.value()),
                redriven);
    }

    private static long size(byte[] bytes) {
        return bytes == null ? 0 : bytes.length;
    }

    /// The header's text; empty when there is none.
    static String text(Headers headers, String name) {
        var header = headers.lastHeader(name);
        return header == null || header.value() == null
                ? ""
                : new String(header.value(), StandardCharsets.UTF_8);
    }

    private static String oneLine(String text) {
        var line = text.substring(0, Math.min(text.length(), LONGEST_REASON));
        return line.replaceAll("\\p{Cntrl}", " ").strip();
    }
}
