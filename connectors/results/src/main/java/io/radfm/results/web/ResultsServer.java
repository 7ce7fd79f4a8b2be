// SPDX-License-Identifier: Apache-2.0
package io.radfm.results.web;

import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerResponse;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.radfm.process.Health;
import io.radfm.process.ManagementServer;
import io.radfm.results.delivery.SrFolder;
import io.radfm.results.outcomes.Outcomes;
import io.radfm.results.sr.Headers;
import io.radfm.results.worklist.Worklist;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// The HTTP server of the results role.
public final class ResultsServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ResultsServer.class);
    private static final int MAX_CONNECTIONS = 256;

    private final WebServer server;
    private final EventStream events;

    private ResultsServer(WebServer server, EventStream events) {
        this.server = server;
        this.events = events;
    }

    /// Where to listen.
    ///
    /// @param port 0 for any free one
    /// @param names by which browsers may ask for it besides loopback
    public record Address(String host, int port, List<String> names) {}

    /// What is shown.
    ///
    /// @param limit studies in the worklist
    public record Content(
            Worklist worklist, int limit, Outcomes outcomes, Headers headers, SrFolder folder) {}

    /// @param roles whose health `/health` tells, by name
    public static ResultsServer start(
            Address address,
            Content content,
            Map<String, Supplier<Health>> roles,
            PrometheusMeterRegistry metrics) {
        return start(address, content, roles, metrics, EventStream.Bounds.DEFAULT);
    }

    static ResultsServer start(
            Address address,
            Content content,
            Map<String, Supplier<Health>> roles,
            PrometheusMeterRegistry metrics,
            EventStream.Bounds bounds) {
        var studies = new Studies(content, InstantSource.system());
        var events = new EventStream(content.worklist(), studies, bounds);
        var keyImages = new KeyImages(content.headers().store());

        var routing = HttpRouting.builder();
        routing.addFilter(
                new Guard(Stream.concat(Stream.of(address.host()), address.names().stream())));
        routing.error(Exception.class, (_, response, e) -> failed(response, e));
        Page.addRoutes(routing);
        new StudiesApi(content, studies, keyImages).addRoutes(routing);
        routing.get(
                "/api/outcomes", (_, response) -> Json.send(response, content.outcomes().summed()));
        routing.get("/api/events", events::serve);
        ManagementServer.addRoutes(routing, roles, metrics);
        routing.any((_, response) -> Problem.notFound(response, "There is nothing at this path."));

        var server =
                WebServer.builder()
                        .host(address.host())
                        .port(address.port())
                        .maxTcpConnections(MAX_CONNECTIONS)
                        .shutdownHook(false)
                        .addRouting(routing)
                        .build()
                        .start();
        return new ResultsServer(server, events);
    }

    private static void failed(ServerResponse response, Exception e) {
        LOG.error("a request failed", e);
        Problem.send(
                response,
                Status.INTERNAL_SERVER_ERROR_500,
                "This request failed here; the log of this process says why.");
    }

    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        events.close();
        server.stop();
    }
}
