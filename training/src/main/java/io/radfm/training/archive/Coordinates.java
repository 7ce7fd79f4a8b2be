// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.archive;

import org.apache.kafka.common.header.Header;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/// Where a record was before it was restored from an archive: a header of the record, one for each
/// time that it was. The first names the place where it was written; provenance names that.
///
/// @param cluster Kafka's id of the cluster
public record Coordinates(String cluster, String topic, int partition, long offset) {
    /// UTF-8, `cluster/topic/partition/offset`.
    public static final String HEADER = "radfm.restored";

    private static final int MOST_BYTES = 400;
    private static final Pattern TEXT =
            Pattern.compile("([\\w-]{1,64})/([\\w.-]{1,249})/(\\d{1,9})/(\\d{1,18})");

    /// What the first such header says; empty without one, or for one that is none of ours.
    public static Optional<Coordinates> first(Iterable<Header> headers) {
        return StreamSupport.stream(headers.spliterator(), false)
                .filter(header -> header.key().equals(HEADER))
                .findFirst()
                .flatMap(header -> parse(header.value()));
    }

    static Optional<Coordinates> last(Iterable<Header> headers) {
        return StreamSupport.stream(headers.spliterator(), false)
                .filter(header -> header.key().equals(HEADER))
                .reduce((_, later) -> later)
                .flatMap(header -> parse(header.value()));
    }

    static Optional<Coordinates> parse(byte[] header) {
        if (header == null || header.length > MOST_BYTES) {
            return Optional.empty();
        }
        var text = TEXT.matcher(new String(header, StandardCharsets.UTF_8));
        return text.matches()
                ? Optional.of(
                        new Coordinates(
                                text.group(1),
                                text.group(2),
                                Integer.parseInt(text.group(3)),
                                Long.parseLong(text.group(4))))
                : Optional.empty();
    }

    byte[] bytes() {
        return (cluster + "/" + topic + "/" + partition + "/" + offset)
                .getBytes(StandardCharsets.UTF_8);
    }
}
