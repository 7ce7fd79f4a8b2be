// SPDX-License-Identifier: Apache-2.0
package io.radfm.events.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;

import org.apache.kafka.common.errors.InterruptException;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.locks.LockSupport;

/// One call to the registry: servers in turn, again with back-off while nobody answers.
final class RegistryHttp {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);
    private static final int MAX_ANSWER_BYTES = 4 << 20;

    private final RegistryConfig config;
    private final HttpClient http;

    RegistryHttp(RegistryConfig config) {
        this.config = config;
        var builder = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5));
        config.tls().ifPresent(tls -> builder.sslContext(Tls.context(tls)));
        this.http = builder.build();
    }

    JsonNode get(String path) {
        return call("GET", path, null);
    }

    JsonNode post(String path, JsonNode body) {
        return call("POST", path, body);
    }

    JsonNode put(String path, JsonNode body) {
        return call("PUT", path, body);
    }

    private JsonNode call(String method, String path, JsonNode body) {
        long deadline = System.nanoTime() + config.patience().toNanos();
        var pause = FIRST_PAUSE;
        while (true) {
            IOException last = null;
            for (URI server : config.urls()) {
                try {
                    return answer(method + " " + path, send(server, method, path, body));
                } catch (IOException e) {
                    last = e;
                }
            }
            if (System.nanoTime() > deadline) {
                throw new RegistryUnavailable(
                        "no schema registry answered within "
                                + config.patience()
                                + ": "
                                + config.urls(),
                        last);
            }
            LockSupport.parkNanos(pause.toNanos());
            pause =
                    pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0
                            ? pause.multipliedBy(2)
                            : LONGEST_PAUSE;
        }
    }

    private HttpResponse<InputStream> send(URI server, String method, String path, JsonNode body)
            throws IOException {
        var request =
                HttpRequest.newBuilder(URI.create(server + path))
                        .timeout(TIMEOUT)
                        .header("Content-Type", MEDIA_TYPE)
                        .header("Accept", MEDIA_TYPE)
                        .method(
                                method,
                                body == null
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofString(body.toString()));
        config.userInfo()
                .ifPresent(
                        user ->
                                request.header(
                                        "Authorization",
                                        "Basic "
                                                + Base64.getEncoder()
                                                        .encodeToString(
                                                                user.value()
                                                                        .getBytes(
                                                                                StandardCharsets
                                                                                        .UTF_8))));
        try {
            return http.send(request.build(), BodyHandlers.ofInputStream());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    /// The answer as JSON; a server that is overloaded or broken counts as one that did not answer.
    private static JsonNode answer(String call, HttpResponse<InputStream> response)
            throws IOException {
        byte[] bytes;
        try (var in = response.body()) {
            bytes = in.readNBytes(MAX_ANSWER_BYTES + 1);
        }
        if (bytes.length > MAX_ANSWER_BYTES) {
            throw new IOException(
                    "answer to " + call + " is longer than " + MAX_ANSWER_BYTES + " bytes");
        }
        int status = response.statusCode();
        if (status >= 500 || status == 429) {
            throw new IOException("HTTP " + status + " to " + call);
        }
        JsonNode json;
        try {
            json = JSON.readTree(bytes);
        } catch (IOException e) {
            json = MissingNode.getInstance();
        }
        if (status / 100 != 2) {
            throw new RegistryRefusal(
                    call,
                    status,
                    json.path("error_code").asInt(),
                    json.path("message").asText("no message"));
        }
        return json;
    }
}
