// SPDX-License-Identifier: Apache-2.0
package io.radfm.results.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;

/// What became of one SR at one destination; kept beside the SR, for people and for the page.
///
/// @param to AE title, host and port of the destination
/// @param reason in a sentence; null when accepted
/// @param attempts how often it was sent or tried to
/// @param at of the last attempt, ISO 8601 in UTC
public record Receipt(Status status, String to, String reason, int attempts, String at) {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    public enum Status {
        /// Not accepted yet, and tried again.
        WAITING,
        /// The destination answered success, or a warning, which means that it is stored too.
        ACCEPTED,
        /// The destination, or the draft itself, rules it out: not tried again.
        REFUSED
    }

    static Receipt waiting(String to, String reason, int attempts) {
        return new Receipt(Status.WAITING, to, reason, attempts, Instant.now().toString());
    }

    static Receipt accepted(String to, int attempts) {
        return new Receipt(Status.ACCEPTED, to, null, attempts, Instant.now().toString());
    }

    static Receipt refused(String to, String reason, int attempts) {
        return new Receipt(Status.REFUSED, to, reason, attempts, Instant.now().toString());
    }

    byte[] toJson() {
        try {
            return MAPPER.writeValueAsBytes(this);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Receipt fromJson(byte[] json) throws IOException {
        return MAPPER.readValue(json, Receipt.class);
    }
}
