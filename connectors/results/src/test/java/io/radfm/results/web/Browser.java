// SPDX-License-Identifier: Apache-2.0
package io.radfm.results.web;

import com.fasterxml.jackson.databind.JsonNode;

import io.radfm.testkit.Eventually;
import io.radfm.testkit.Peers;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/// A headless Chromium with one page open, driven over its DevTools protocol.
final class Browser implements AutoCloseable {
    private static final Duration HANG = Duration.ofSeconds(60);

    private final Process process;
    private final HttpClient client = HttpClient.newHttpClient();
    private final AtomicInteger calls = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
    private final WebSocket page;

    private Browser(Process process, int port, String url) throws Exception {
        this.process = process;
        var target =
                client.send(
                        HttpRequest.newBuilder(
                                        URI.create("http://127.0.0.1:" + port + "/json/new?" + url))
                                .PUT(HttpRequest.BodyPublishers.noBody())
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        var socket = Served.JSON.readTree(target.body()).get("webSocketDebuggerUrl").asText();
        page =
                client.newWebSocketBuilder()
                        .buildAsync(URI.create(socket), new Answers())
                        .get(30, TimeUnit.SECONDS);
    }

    /// Without a Chromium on this machine the test is skipped.
    static Browser open(Path home, String url) throws Exception {
        var program = Peers.require("chromium");
        var profile = Files.createDirectories(home.resolve("profile"));
        var process =
                new ProcessBuilder(
                                program.toString(),
                                "--headless=new",
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-dev-shm-usage",
                                "--no-first-run",
                                "--disable-background-networking",
                                "--remote-debugging-port=0",
                                "--user-data-dir=" + profile,
                                "about:blank")
                        .redirectErrorStream(true)
                        .redirectOutput(home.resolve("chromium.log").toFile())
                        .start();
        try {
            var chosen = profile.resolve("DevToolsActivePort");
            Eventually.holds(
                    "a browser", HANG, () -> Files.exists(chosen) && Files.size(chosen) > 8);
            int port = Integer.parseInt(Files.readAllLines(chosen).getFirst());
            return new Browser(process, port, url);
        } catch (Exception | AssertionError e) {
            process.destroyForcibly();
            throw e;
        }
    }

    private final class Answers implements WebSocket.Listener {
        private final StringBuilder message = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
            message.append(part);
            if (last) {
                answer(message.toString());
                message.setLength(0);
            }
            socket.request(1);
            return null;
        }

        private void answer(String text) {
            try {
                var json = Served.JSON.readTree(text);
                var waiting = answers.remove(json.path("id").asInt());
                if (waiting != null) {
                    waiting.complete(json);
                }
            } catch (IOException e) {
                answers.values().forEach(waiting -> waiting.completeExceptionally(e));
            }
        }
    }

    private JsonNode call(String method, Map<String, ?> parameters) throws Exception {
        int id = calls.incrementAndGet();
        var answer = new CompletableFuture<JsonNode>();
        answers.put(id, answer);
        var call = Map.of("id", id, "method", method, "params", parameters);
        page.sendText(Served.JSON.writeValueAsString(call), true);
        return answer.get(HANG.toSeconds(), TimeUnit.SECONDS).path("result");
    }

    /// The value of an expression in the page, as text.
    String value(String expression) throws Exception {
        var result =
                call("Runtime.evaluate", Map.of("expression", expression, "returnByValue", true));
        if (result.has("exceptionDetails")) {
            throw new AssertionError(result.get("exceptionDetails").toString());
        }
        return result.at("/result/value").asText();
    }

    /// What a reader sees, as text.
    String text() throws Exception {
        return value("document.body?.innerText ?? ''");
    }

    void awaitText(String words) throws Exception {
        Eventually.get("'" + words + "'", HANG, this::text, text -> text.contains(words));
    }

    /// For what follows an input: the browser takes that when it comes to it.
    void awaitValue(String expression, Predicate<String> expected) throws Exception {
        Eventually.get(expression, HANG, () -> value(expression), expected);
    }

    void press(String key) throws Exception {
        for (var type : List.of("keyDown", "keyUp")) {
            call("Input.dispatchKeyEvent", Map.of("type", type, "key", key, "text", key));
        }
    }

    void size(int width, int height) throws Exception {
        call(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    void colours(String scheme) throws Exception {
        call(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    byte[] screenshot() throws Exception {
        var picture = call("Page.captureScreenshot", Map.of("format", "png"));
        return Base64.getDecoder().decode(picture.get("data").asText());
    }

    @Override
    public void close() {
        client.shutdownNow();
        process.destroy();
        if (process.onExit().copy().completeOnTimeout(null, 10, TimeUnit.SECONDS).join() == null) {
            process.destroyForcibly().onExit().join();
        }
    }
}
