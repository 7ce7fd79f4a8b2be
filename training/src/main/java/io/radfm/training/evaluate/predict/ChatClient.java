// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.evaluate.predict;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/// Sends a chat to an [Endpoint] until it answers. Any thread may use it.
///
/// Tries again after no answer, 408, 429 and 5xx, later each time, or when the server says
/// (`Retry-After`, at most a minute). Answers are read up to 4 MiB.
final class ChatClient implements AutoCloseable {
    private static final long MOST_BYTES = 4 << 20;
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    private static final int OK = 200;
    private static final Set<Integer> LATER = Set.of(408, 425, 429);
    private static final Set<Integer> NEVER = Set.of(401, 403, 404, 405);

    private final Endpoint endpoint;
    private final JsonMapper json = JsonMapper.builder().build();
    private final HttpClient client;

    ChatClient(Endpoint endpoint) {
        this.endpoint = endpoint;
        this.client =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(endpoint.timeout())
                        .build();
    }

    /// @return empty when the server refuses this chat or gives no text
    /// @throws IOException when no try was answered, or the server lets nobody ask
    Optional<String> ask(JsonNode chat) throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(endpoint.completions())
                        .timeout(endpoint.timeout())
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(json.writeValueAsBytes(chat)));
        endpoint.key().ifPresent(key -> request.header("Authorization", "Bearer " + key));
        var pause = endpoint.pause();
        var last = "";
        for (int tried = 1; ; tried++) {
            var wait = pause;
            try {
                var answer =
                        client.send(
                                request.build(),
                                BodyHandlers.limiting(BodyHandlers.ofByteArray(), MOST_BYTES));
                int status = answer.statusCode();
                if (status == OK) {
                    return text(answer.body());
                }
                if (NEVER.contains(status)) {
                    throw new Refused(endpoint + " answers " + status);
                }
                if (status < 500 && !LATER.contains(status)) {
                    return Optional.empty();
                }
                last = " answers " + status;
                wait = asked(answer).orElse(pause);
            } catch (Refused e) {
                throw e;
            } catch (IOException e) {
                last = ": " + e.getClass().getSimpleName();
            }
            if (tried == endpoint.tries()) {
                throw new IOException(endpoint + last + ", " + tried + " times");
            }
            Thread.sleep(wait);
            pause = min(pause.multipliedBy(2), LONGEST_PAUSE);
        }
    }

    /// The server will let nobody ask, whatever the question.
    static final class Refused extends IOException {
        Refused(String what) {
            super(what);
        }
    }

    private static Optional<Duration> asked(HttpResponse<?> answer) {
        return answer.headers()
                .firstValue("Retry-After")
                .filter(text -> text.matches("\\d{1,9}"))
                .map(text -> min(Duration.ofSeconds(Long.parseLong(text)), LONGEST_PAUSE));
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private Optional<String> text(byte[] body) {
        try {
            var content =
                    json.readTree(body).path("choices").path(0).path("message").path("content");
            return content.isTextual() ? Optional.of(content.textValue()) : Optional.empty();
        } catch (JsonProcessingException e) { // a proxy's page, half an answer
            return Optional.empty();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
