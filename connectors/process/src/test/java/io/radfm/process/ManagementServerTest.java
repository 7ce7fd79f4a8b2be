// SPDX-License-Identifier: Apache-2.0
package io.radfm.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

import org.junit.jupiter.api.Test;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

class ManagementServerTest {
    @Test
    void healthIs200OnlyWhenEveryRoleIsReady() throws Exception {
        var one = new AtomicReference<>(Health.READY);
        var other = new AtomicReference<>(Health.READY);
        var routing = HttpRouting.builder();
        ManagementServer.addRoutes(
                routing,
                Map.of("one", one::get, "other", other::get),
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
        var server =
                WebServer.builder()
                        .host("127.0.0.1")
                        .port(0)
                        .shutdownHook(false)
                        .addRouting(routing)
                        .build()
                        .start();
        try (var http = HttpClient.newHttpClient()) {
            var request =
                    HttpRequest.newBuilder(
                                    URI.create("http://127.0.0.1:" + server.port() + "/health"))
                            .build();
            assertEquals(200, http.send(request, BodyHandlers.discarding()).statusCode());
            for (var bad :
                    new Health[] {
                        Health.starting("waits for \"Kafka\"\n"),
                        Health.draining("last objects"),
                        Health.down("disk \\ full")
                    }) {
                other.set(bad);
                var answer = http.send(request, BodyHandlers.ofString());
                assertEquals(503, answer.statusCode(), answer.body());
                var json = new ObjectMapper().readTree(answer.body());
                assertEquals(false, json.path("ready").asBoolean());
                assertEquals("READY", json.at("/roles/one/state").asText());
                assertEquals(bad.state().name(), json.at("/roles/other/state").asText());
                assertTrue(json.at("/roles/other/reason").asText().length() > 5);
            }
        } finally {
            server.stop();
        }
    }
}
