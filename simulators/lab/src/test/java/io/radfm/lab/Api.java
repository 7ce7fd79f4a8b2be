// SPDX-License-Identifier: Apache-2.0
package io.radfm.lab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import io.radfm.testkit.Eventually;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// The results role's HTTP API, as a client sees it.
record Api(int port) {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /// Whether every role is ready; false also while nobody listens.
    boolean isReady() {
        try {
            return get("/health").statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    JsonNode outcomes() throws IOException {
        return JSON.readTree(get("/api/outcomes").body());
    }

    String metrics() throws IOException {
        return get("/metrics").body();
    }

    JsonNode studies() throws IOException {
        return JSON.readTree(get("/api/studies").body());
    }

    /// Waits until each of these studies is drafted with as many instances as it has.
    void awaitDrafted(Map<String, Integer> instances) throws Exception {
        var expected = new TreeMap<String, String>();
        instances.forEach((uid, count) -> expected.put(uid, "DRAFTED, " + count));
        Eventually.get(
                "drafts of " + expected,
                PATIENCE,
                () -> shown(expected),
                shown -> shown.equals(expected));
    }

    /// Waits until each of these studies is drafted with all these instances, and others perhaps.
    /// One of which only a localizer arrived has nothing to draft, and says so.
    ///
    /// @param acknowledged SOP Instance UID → Study Instance UID
    void awaitDraftedWith(Map<String, String> acknowledged) throws Exception {
        var expected =
                acknowledged.values().stream()
                        .collect(Collectors.groupingBy(it -> it, Collectors.summingInt(_ -> 1)));
        Eventually.get(
                "drafts of " + expected,
                PATIENCE,
                this::drafted,
                drafted ->
                        expected.entrySet().stream()
                                .allMatch(
                                        it ->
                                                drafted.getOrDefault(it.getKey(), 0)
                                                        >= it.getValue()));
    }

    private Map<String, Integer> drafted() throws IOException {
        var drafted = new TreeMap<String, Integer>();
        for (var study : studies()) {
            if (study.get("state").asText().equals("DRAFTED")
                    || study.at("/failure/code").asText().equals(Records.NOTHING_TO_READ)) {
                drafted.put(study.get("studyUid").asText(), study.get("instances").asInt());
            }
        }
        return drafted;
    }

    private Map<String, String> shown(Map<String, String> of) throws IOException {
        var shown = new TreeMap<String, String>();
        for (var study : studies()) {
            var uid = study.get("studyUid").asText();
            if (of.containsKey(uid)) {
                shown.put(uid, study.get("state").asText() + ", " + study.get("instances").asInt());
            }
        }
        return shown;
    }

    Set<String> states() throws IOException {
        var states = new TreeSet<String>();
        studies().forEach(study -> states.add(study.get("state").asText()));
        return states;
    }

    /// Its SR, written to this file.
    Path sr(String study, Path file) throws IOException {
        try (var in =
                URI.create("http://127.0.0.1:%d/api/studies/%s/sr".formatted(port, study))
                        .toURL()
                        .openStream()) {
            Files.copy(in, file);
        }
        return file;
    }

    private HttpResponse<String> get(String path) throws IOException {
        var request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .timeout(Duration.ofSeconds(20))
                        .build();
        try {
            return CLIENT.send(request, BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
