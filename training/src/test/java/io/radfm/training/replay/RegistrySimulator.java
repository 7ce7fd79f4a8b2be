// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.replay;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A schema registry that gives other ids than the real one of a test: from 5001 on.
final class RegistrySimulator implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int FIRST = 5001;

    private final HttpServer server;
    private final List<String> schemas = new ArrayList<>();

    RegistrySimulator() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath();
        var answer = JSON.createObjectNode();
        int status = 200;
        if (path.startsWith("/subjects/") && path.endsWith("/versions")) {
            var schema = JSON.readTree(exchange.getRequestBody()).path("schema").asText();
            answer.put("id", id(schema));
        } else if (path.startsWith("/schemas/ids/")) {
            int at = Integer.parseInt(path.substring("/schemas/ids/".length())) - FIRST;
            if (at >= 0 && at < schemas.size()) {
                answer.put("schema", schemas.get(at));
            } else {
                status = 404;
                answer.put("error_code", 40403).put("message", "Schema not found");
            }
        }
        var bytes = answer.toString().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        try (var body = exchange.getResponseBody()) {
            body.write(bytes);
        }
    }

    private int id(String schema) {
        if (!schemas.contains(schema)) {
            schemas.add(schema);
        }
        return FIRST + schemas.indexOf(schema);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
