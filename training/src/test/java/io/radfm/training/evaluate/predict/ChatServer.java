// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.evaluate.predict;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

import javax.imageio.ImageIO;

/// A chat server that looks at what it is sent: it answers with the sizes of the pictures, as
/// `64x64 64x64`. What it shall do instead can be put in its way, request by request.
final class ChatServer implements AutoCloseable {
    private static final String PNG = "data:image/png;base64,";

    private final HttpServer server;
    private final ObjectMapper json = new ObjectMapper();
    private final Queue<Trouble> troubles = new ConcurrentLinkedQueue<>();
    private volatile Trouble always;

    /// Every chat it understood, in order of arrival.
    final List<JsonNode> chats = new CopyOnWriteArrayList<>();

    /// The `Authorization` headers it was sent.
    final List<String> keys = new CopyOnWriteArrayList<>();

    /// Something other than an answer.
    @FunctionalInterface
    interface Trouble {
        void at(HttpExchange exchange) throws IOException, InterruptedException;
    }

    ChatServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/v1/chat/completions", this::handle);
        server.start();
    }

    URI base() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1");
    }

    void next(Trouble trouble) {
        troubles.add(trouble);
    }

    void always(Trouble trouble) {
        always = trouble;
    }

    static Trouble status(int status, Map<String, String> headers) {
        return exchange -> {
            headers.forEach(exchange.getResponseHeaders()::add);
            exchange.sendResponseHeaders(status, -1);
        };
    }

    static Trouble body(String text) {
        return exchange -> send(exchange, text.getBytes(StandardCharsets.UTF_8));
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var key = exchange.getRequestHeaders().getFirst("Authorization");
            keys.add(key == null ? "" : key);
            var body = exchange.getRequestBody().readAllBytes();
            var trouble = troubles.poll();
            trouble = trouble == null ? always : trouble;
            if (trouble != null) {
                trouble.at(exchange);
                return;
            }
            var chat = json.readTree(body);
            chats.add(chat);
            send(exchange, json.writeValueAsBytes(answer(seen(chat))));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Map<String, Object> answer(String text) {
        return Map.of(
                "object",
                "chat.completion",
                "choices",
                List.of(
                        Map.of(
                                "index",
                                0,
                                "message",
                                Map.of("role", "assistant", "content", text))));
    }

    private static String seen(JsonNode chat) throws IOException {
        var sizes = new ArrayList<String>();
        for (var part : chat.path("messages").path(0).path("content")) {
            if (part.path("type").asText().equals("image_url")) {
                var url = part.path("image_url").path("url").asText();
                var bytes = Base64.getDecoder().decode(url.substring(PNG.length()));
                var image = ImageIO.read(new ByteArrayInputStream(bytes));
                sizes.add(image.getWidth() + "x" + image.getHeight());
            }
        }
        return String.join(" ", sizes);
    }

    private static void send(HttpExchange exchange, byte[] body) throws IOException {
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
