// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.evaluate.predict;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.radfm.training.evaluate.predict.Answers.Said;
import io.radfm.training.evaluate.score.Contestant;
import io.radfm.training.evaluate.score.Item;
import io.radfm.training.sample.DataSet;
import io.radfm.training.sample.Place;
import io.radfm.training.sample.Sample.Segment;
import io.radfm.training.sample.Stored;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/// A model behind an OpenAI-compatible [Endpoint]. Each question is one chat of one message: its
/// texts and pictures in the order of the context; a volume is shown as some of its slices, evenly
/// spread.
///
/// A chat the server refuses has no answer. When the server refuses everybody, or leaves eight
/// questions in succession without an answer, it is given up.
public final class EndpointPredictor implements Predictor {
    private static final int MOST_UNANSWERED = 8;
    private static final int MOST_SLICES = 5;
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Endpoint endpoint;
    private final DataSet data;

    public EndpointPredictor(Endpoint endpoint, DataSet data) {
        this.endpoint = endpoint;
        this.data = data;
    }

    @Override
    public String name() {
        return endpoint.model();
    }

    @Override
    public Contestant.Kind kind() {
        return Contestant.Kind.ENDPOINT;
    }

    @Override
    public Map<String, String> facts() {
        return Map.of("endpoint", endpoint.toString());
    }

    @Override
    public Answers answer(List<Place> questions, Progress progress)
            throws IOException, InterruptedException {
        var said =
                new ArrayList<Optional<Said>>(
                        Collections.nCopies(questions.size(), Optional.empty()));
        var next = new AtomicInteger();
        var unanswered = new AtomicInteger();
        try (var client = new ChatClient(endpoint);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Void> worker =
                    () -> {
                        for (int i; (i = next.getAndIncrement()) < questions.size(); ) {
                            var answer = ask(client, data.at(questions.get(i)), unanswered);
                            synchronized (said) {
                                said.set(i, answer);
                            }
                            progress.done(1);
                        }
                        return null;
                    };
            var workers = Collections.nCopies(endpoint.parallel(), worker);
            try {
                join(workers.stream().map(threads::submit).toList());
            } catch (IOException | InterruptedException | RuntimeException e) {
                threads.shutdownNow();
                throw e;
            }
        }
        return Answers.of(questions.stream().map(place -> Item.of(place.sample())).toList(), said);
    }

    private static void join(List<Future<Void>> workers) throws IOException, InterruptedException {
        for (var worker : workers) {
            try {
                worker.get();
            } catch (ExecutionException e) {
                if (e.getCause() instanceof IOException failure) {
                    throw failure;
                }
                throw new IllegalStateException("a question failed", e.getCause());
            }
        }
    }

    private Optional<Said> ask(ChatClient client, Stored stored, AtomicInteger unanswered)
            throws IOException, InterruptedException {
        Optional<String> text;
        try {
            text = client.ask(chat(stored));
        } catch (ChatClient.Refused e) {
            throw e;
        } catch (IOException e) {
            if (unanswered.incrementAndGet() >= MOST_UNANSWERED) {
                throw e;
            }
            return Optional.empty();
        }
        if (text.isPresent()) {
            unanswered.set(0);
        } else if (unanswered.incrementAndGet() >= MOST_UNANSWERED) {
            throw new IOException(endpoint + " refuses chats, or answers without text");
        }
        return text.map(it -> new Said(it, OptionalDouble.empty()));
    }

    private ObjectNode chat(Stored stored) throws IOException {
        int slices =
                Math.clamp(
                        endpoint.pictures() / Math.max(1, stored.scans().size()), 1, MOST_SLICES);
        var chat = NODES.objectNode();
        chat.put("model", endpoint.model());
        chat.put("temperature", 0);
        chat.put("max_tokens", endpoint.maxNewTokens());
        var message = chat.putArray("messages").addObject();
        message.put("role", "user");
        var content = message.putArray("content");
        int left = endpoint.pictures();
        for (var segment : stored.sample().context()) {
            switch (segment) {
                case Segment.Text(var text) -> text(content, text);
                case Segment.Scan(int number) -> {
                    var urls =
                            left == 0
                                    ? List.<String>of()
                                    : Picture.urls(
                                            stored.scans().get(number), Math.min(slices, left));
                    urls.forEach(url -> picture(content, url));
                    left -= urls.size();
                }
            }
        }
        if (!stored.sample().options().isEmpty()) {
            text(
                    content,
                    "Answer with one of: " + String.join(", ", stored.sample().options()) + ".");
        }
        return chat;
    }

    private static void text(ArrayNode content, String text) {
        content.addObject().put("type", "text").put("text", text);
    }

    private static void picture(ArrayNode content, String url) {
        content.addObject().put("type", "image_url").putObject("image_url").put("url", url);
    }
}
