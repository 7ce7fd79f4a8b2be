// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.archive;

import org.apache.kafka.common.header.Header;

import java.util.List;

/// A record as the broker had it.
///
/// @param timestamp milliseconds since 1970
/// @param key null where it has none
/// @param value as on the wire: for Avro `0, id:4, data`; null for a tombstone
public record Archived(
        long offset, long timestamp, byte[] key, List<Header> headers, byte[] value) {
    public Archived {
        headers = List.copyOf(headers);
    }

    /// Bytes of everything that has a length.
    long bytes() {
        long bytes = length(key) + length(value);
        for (var header : headers) {
            bytes += header.key().length() + length(header.value());
        }
        return bytes;
    }

    private static long length(byte[] bytes) {
        return bytes == null ? 0 : bytes.length;
    }

    @Override
    public String toString() {
        return "Archived{" + offset + "}";
    }
}
