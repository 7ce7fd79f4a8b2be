// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.replay;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

import io.radfm.events.Topic;
import io.radfm.events.Topics;
import io.radfm.training.replay.Recorded.Extent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/// What a replay reads and by which settings, fixed when it begins: so that it can be gone on with,
/// and comes to the same whatever has been recorded meanwhile.
///
/// @param settings all that changes what is written
/// @param extents of all topics, partition after partition
record Plan(
        @JsonProperty("settings") String settings, @JsonProperty("extents") List<Extent> extents) {
    private static final String FILE = "plan.json";
    private static final long MOST_BYTES = 4 << 20;
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .build();

    Plan {
        extents = List.copyOf(extents);
    }

    /// The plan of a replay that has begun here, else a new one.
    ///
    /// @throws IOException when it began with other settings
    static Plan of(Path staging, String settings, Recorded recorded, Window window)
            throws IOException {
        var file = staging.resolve(FILE);
        if (Files.exists(file)) {
            var plan = read(file);
            if (!plan.settings().equals(settings)) {
                throw new IOException(
                        "a replay with other settings was begun here; remove "
                                + staging
                                + " to begin anew");
            }
            return plan;
        }
        var extents = new ArrayList<>(recorded.extents(Topics.STUDY_CONTEXTS, window));
        for (var topic : List.of(Topics.RIS_REPORTS, Topics.DRAFTS)) {
            extents.addAll(recorded.extents(topic, window.openEnded()));
        }
        extents.addAll(recorded.extents(Topics.RIS_ORDERS, Window.ALL));
        var plan = new Plan(settings, extents);
        plan.write(file);
        return plan;
    }

    private static Plan read(Path file) throws IOException {
        if (Files.size(file) > MOST_BYTES) {
            throw new IOException(file + " is too large");
        }
        try {
            return JSON.readValue(Files.readAllBytes(file), Plan.class);
        } catch (JsonProcessingException e) {
            throw new IOException(file + " is no plan: " + e.getOriginalMessage(), e);
        }
    }

    private void write(Path file) throws IOException {
        var part = file.resolveSibling(FILE + ".part");
        Files.write(part, JSON.writeValueAsBytes(this));
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    }

    List<Extent> of(Topic<?> topic) {
        return extents.stream().filter(extent -> extent.topic().equals(topic.name())).toList();
    }

    long records(Topic<?> topic) {
        return of(topic).stream().mapToLong(Extent::records).sum();
    }
}
