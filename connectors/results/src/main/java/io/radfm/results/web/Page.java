// SPDX-License-Identifier: Apache-2.0
package io.radfm.results.web;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerResponse;

import java.io.IOException;
import java.io.UncheckedIOException;

/// The reading page: four files by their exact paths, nothing else.
final class Page {
    private Page() {}

    static void addRoutes(HttpRouting.Builder routing) {
        add(routing, "/", "index.html", "text/html; charset=utf-8");
        add(routing, "/page.css", "page.css", "text/css; charset=utf-8");
        add(routing, "/page.js", "page.js", "text/javascript; charset=utf-8");
        add(routing, "/icon.svg", "icon.svg", "image/svg+xml");
    }

    private static void add(HttpRouting.Builder routing, String path, String file, String type) {
        var bytes = read(file);
        routing.get(path, (_, response) -> send(response, type, bytes));
    }

    static void send(ServerResponse response, String type, byte[] bytes) {
        response.header(HeaderNames.CONTENT_TYPE, type).send(bytes);
    }

    private static byte[] read(String file) {
        try (var in = Page.class.getResourceAsStream(file)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
