// SPDX-License-Identifier: Apache-2.0
package io.radfm.events.registry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/// A registry server that answers what the test tells it to, in order, and remembers what it was
/// asked.
public final class ScriptedRegistry implements AutoCloseable {
    private record Answer(int status, String body) {}

    private final HttpServer server;
    private final String scheme;
    private final Deque<Answer> answers = new ArrayDeque<>();
    private final List<String> calls = Collections.synchronizedList(new ArrayList<>());
    private final List<String> authorizations = Collections.synchronizedList(new ArrayList<>());

    public ScriptedRegistry() throws IOException {
        this(HttpServer.create(anyPort(), 0), "http");
    }

    /// Over TLS, to clients whose certificates this configuration trusts.
    ScriptedRegistry(HttpsConfigurator tls) throws IOException {
        var https = HttpsServer.create(anyPort(), 0);
        https.setHttpsConfigurator(tls);
        this(https, "https");
    }

    private ScriptedRegistry(HttpServer server, String scheme) {
        this.server = server;
        this.scheme = scheme;
        server.createContext("/", this::handle);
        server.start();
    }

    public ScriptedRegistry answers(int status, String body) {
        answers.add(new Answer(status, body));
        return this;
    }

    private static InetSocketAddress anyPort() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        calls.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
        authorizations.add(exchange.getRequestHeaders().getFirst("Authorization"));
        var answer = answers.isEmpty() ? new Answer(500, "{}") : answers.poll();
        var bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), bytes.length);
        try (var out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    public String url() {
        return scheme + "://127.0.0.1:" + server.getAddress().getPort();
    }

    public Map<String, String> settings() {
        return Map.of(RegistryConfig.URL, url(), "schema.registry.patience.ms", "0");
    }

    public List<String> calls() {
        return List.copyOf(calls);
    }

    List<String> authorizations() {
        return new ArrayList<>(authorizations);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
