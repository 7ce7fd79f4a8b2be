// SPDX-License-Identifier: Apache-2.0
package io.radfm.results.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.radfm.process.Health;
import io.radfm.results.delivery.SrFolder;
import io.radfm.results.outcomes.Outcomes;
import io.radfm.results.sr.Headers;
import io.radfm.results.sr.SrForm;
import io.radfm.results.sr.SrSource;
import io.radfm.results.worklist.Worklist;
import io.radfm.storage.ObjectStore;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// The HTTP server over a worklist, an object store and an SR folder; no Kafka.
final class Served implements AutoCloseable {
    static final JsonMapper JSON = JsonMapper.builder().build();

    final Worklist worklist = new Worklist(100);
    final Outcomes outcomes = new Outcomes(100);
    final ObjectStore store;
    final SrFolder folder;
    final HttpClient client = HttpClient.newHttpClient();
    volatile Health health = Health.READY;
    private final ResultsServer server;

    Served(Path home) throws IOException {
        this(home, EventStream.Bounds.DEFAULT);
    }

    Served(Path home, EventStream.Bounds bounds) throws IOException {
        store = ObjectStore.of(home.resolve("objects").toUri());
        folder =
                new SrFolder(
                        home.resolve("reports"),
                        new SrSource(store, ZoneOffset.UTC, SrForm.ENHANCED));
        Supplier<Health> role = () -> health;
        server =
                ResultsServer.start(
                        new ResultsServer.Address("127.0.0.1", 0, List.of("reading.example")),
                        new ResultsServer.Content(
                                worklist, 100, outcomes, new Headers(store), folder),
                        Map.of("results", role),
                        new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                        bounds);
    }

    int port() {
        return server.port();
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    HttpResponse<byte[]> get(String path, String... headers)
            throws IOException, InterruptedException {
        return send("GET", path, headers);
    }

    HttpResponse<byte[]> send(String method, String path, String... headers)
            throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(uri(path))
                        .timeout(Duration.ofSeconds(30))
                        .method(method, HttpRequest.BodyPublishers.noBody());
        Optional.of(headers).filter(all -> all.length > 0).ifPresent(request::headers);
        return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    JsonNode json(String path) throws IOException, InterruptedException {
        return JSON.readTree(get(path).body());
    }

    /// Stops serving; once is enough, twice does no harm.
    void stop() {
        server.close();
    }

    @Override
    public void close() throws IOException {
        client.shutdownNow();
        stop();
        store.close();
    }
}
