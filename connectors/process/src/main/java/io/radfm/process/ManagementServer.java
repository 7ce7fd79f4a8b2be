// SPDX-License-Identifier: Apache-2.0
package io.radfm.process;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerResponse;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// `GET /health` (200 only when every role is ready, else 503) and `GET /metrics` (Prometheus
/// text).
public final class ManagementServer implements AutoCloseable {
    private static final String HOST = "management.host";
    private static final String PORT = "management.port";

    private final WebServer server;

    private ManagementServer(WebServer server) {
        this.server = server;
    }

    static ConfigDef define(ConfigDef keys) {
        return keys.define(
                        HOST,
                        Type.STRING,
                        "127.0.0.1",
                        Importance.LOW,
                        "Address that /health and /metrics of this process are served on.")
                .define(
                        PORT,
                        Type.INT,
                        0,
                        ConfigDef.Range.between(0, 65535),
                        Importance.LOW,
                        "Port that /health and /metrics of this process are served on; 0 for"
                                + " none.");
    }

    static ManagementServer start(
            AbstractConfig settings,
            Map<String, Supplier<Health>> roles,
            PrometheusMeterRegistry metrics) {
        int port = settings.getInt(PORT);
        if (port == 0) {
            return new ManagementServer(null);
        }
        var routing = HttpRouting.builder();
        addRoutes(routing, roles, metrics);
        return new ManagementServer(
                WebServer.builder()
                        .host(settings.getString(HOST))
                        .port(port)
                        .shutdownHook(false)
                        .addRouting(routing)
                        .build()
                        .start());
    }

    /// The two pages, for a role that serves HTTP of its own.
    public static void addRoutes(
            HttpRouting.Builder routing,
            Map<String, Supplier<Health>> roles,
            PrometheusMeterRegistry metrics) {
        routing.get("/health", (request, response) -> health(roles, response));
        routing.get(
                "/metrics",
                (request, response) ->
                        response.header(
                                        HeaderNames.CONTENT_TYPE,
                                        "text/plain; version=0.0.4; charset=utf-8")
                                .send(metrics.scrape()));
    }

    private static void health(Map<String, Supplier<Health>> roles, ServerResponse response) {
        var seen = new TreeMap<String, Health>();
        roles.forEach((name, health) -> seen.put(name, health.get()));
        boolean ready = seen.values().stream().allMatch(Health::isReady);
        var body =
                seen.entrySet().stream()
                        .map(
                                role ->
                                        "\"%s\":{\"state\":\"%s\",\"reason\":\"%s\"}"
                                                .formatted(
                                                        role.getKey(),
                                                        role.getValue().state(),
                                                        escaped(role.getValue().reason())))
                        .collect(
                                Collectors.joining(
                                        ",", "{\"ready\":" + ready + ",\"roles\":{", "}}"));
        response.status(ready ? Status.OK_200 : Status.SERVICE_UNAVAILABLE_503)
                .header(HeaderNames.CONTENT_TYPE, "application/json")
                .send(body);
    }

    private static String escaped(String text) {
        return text.replaceAll("[\\p{Cntrl}\"\\\\]", " ");
    }

    @Override
    public void close() {
        if (server != null) {
            server.stop();
        }
    }
}
