// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.evaluate.predict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.radfm.training.evaluate.Questions;
import io.radfm.training.sample.DataSet;
import io.radfm.training.sample.Place;
import io.radfm.training.sample.Split;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/// Asking a chat server, a well one and a sick one.
class EndpointPredictorTest {
    @TempDir static java.nio.file.Path folder;

    private ChatServer server;
    private DataSet data;
    private List<Place> questions;

    @BeforeEach
    void begin() throws Exception {
        server = new ChatServer();
        var directory = java.nio.file.Files.createTempDirectory(folder, "data");
        data = new Questions(Split.TEST).radiograph(1, true).tomogram(2, false).write(directory);
        questions = data.places(Split.TEST);
    }

    @AfterEach
    void end() {
        server.close();
    }

    @Test
    void textsAndPicturesArriveInTheOrderOfTheContext() throws Exception {
        var answers = predictor(1, Duration.ofSeconds(20)).answer(questions, Progress.NONE);

        assertEquals(0, answers.missing());
        for (var prediction : answers.predictions()) {
            boolean volume = prediction.item().modality().equals("CT");
            assertEquals(
                    volume ? "64x64 64x64 64x64 64x64 64x64" : "64x64",
                    prediction.text(),
                    "five slices of a volume, or the picture");
        }
        var chat = server.chats.getFirst();
        assertEquals("some-model", chat.path("model").asText());
        assertEquals(20, chat.path("max_tokens").asInt());
        var content = chat.path("messages").path(0).path("content");
        assertEquals("image_url", content.path(0).path("type").asText());
        assertEquals("Bearer secret", server.keys.getFirst());
    }

    @Test
    void theMiddleOfAVolumeIsShown() throws Exception {
        var volume =
                questions.stream().filter(it -> it.sample().modality().equals("CT")).findFirst();
        var scan = data.at(volume.orElseThrow()).scans().getFirst(); // 10 slices

        assertEquals(1, Picture.urls(scan, 1).size());
        var five = Picture.urls(scan, 5); //  slices 1, 3, 5, 7, 9
        assertEquals(Picture.urls(scan, 1).getFirst(), five.get(2), "slice 5 of 10");
        assertEquals(5, five.stream().distinct().count());
    }

    @Test
    void aServerThatIsBusyIsAskedAgain() throws Exception {
        server.next(ChatServer.status(503, Map.of()));
        server.next(ChatServer.status(429, Map.of("Retry-After", "0")));
        server.next(exchange -> {}); // hangs up

        var answers = predictor(1, Duration.ofSeconds(20)).answer(questions, Progress.NONE);

        assertEquals(0, answers.missing());
        assertEquals(questions.size(), server.chats.size());
    }

    @Test
    void anAnswerThatNeverComesIsNotWaitedForForEver() throws Exception {
        server.next(exchange -> Thread.sleep(Duration.ofSeconds(30)));

        var answers = predictor(1, Duration.ofSeconds(1)).answer(questions, Progress.NONE);

        assertEquals(0, answers.missing());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>proxy</html>",
                "{\"choices\": []}",
                "{\"choices\": [{\"message\": {\"content\": null}}]}",
                "{\"choices\": [{\"message\": {\"content\": 7}}]}",
                "[[[[[["
            })
    void whatIsNoAnswerIsNone(String body) throws Exception {
        server.next(ChatServer.body(body));

        var answers = predictor(1, Duration.ofSeconds(20)).answer(questions, Progress.NONE);

        assertEquals(1, answers.missing());
        assertEquals("", answers.predictions().getFirst().text());
        assertFalse(answers.predictions().get(1).text().isEmpty());
    }

    @Test
    void aRefusedChatHasNoAnswerAndTheRestGoesOn() throws Exception {
        server.next(ChatServer.status(400, Map.of()));
        var done = new AtomicInteger();

        var answers = predictor(1, Duration.ofSeconds(20)).answer(questions, done::addAndGet);

        assertEquals(1, answers.missing());
        assertEquals(questions.size(), done.get());
    }

    @Test
    void anAnswerWithoutEndIsCutOffAndTriedAgain() throws Exception {
        server.next(
                exchange -> {
                    exchange.sendResponseHeaders(200, 0);
                    var block = new byte[1 << 16];
                    for (int i = 0; i < 200; i++) { // 12.5 MiB, of which 4 are read
                        exchange.getResponseBody().write(block);
                    }
                });

        var answers = predictor(1, Duration.ofSeconds(20)).answer(questions, Progress.NONE);

        assertEquals(0, answers.missing());
    }

    @Test
    void aServerThatLetsNobodyInIsGivenUpAtOnce() {
        server.always(ChatServer.status(401, Map.of()));

        var refusal =
                assertThrows(
                        IOException.class,
                        () ->
                                predictor(2, Duration.ofSeconds(20))
                                        .answer(questions, Progress.NONE));

        assertTrue(refusal.getMessage().contains("answers 401"), refusal.getMessage());
        assertFalse(refusal.getMessage().contains("secret"));
        assertTrue(server.keys.size() <= 2, "asked once by each");
    }

    @Test
    void aServerThatIsGoneIsGivenUpAfterEightQuestions() throws Exception {
        twelveQuestions();
        server.close();
        assertEquals(7, answeredBeforeItIsGivenUp());
    }

    @Test
    void aServerThatRefusesEveryChatIsGivenUpToo() throws Exception {
        twelveQuestions();
        server.always(ChatServer.status(400, Map.of()));
        assertEquals(7, answeredBeforeItIsGivenUp());
    }

    private void twelveQuestions() throws Exception {
        var many = new Questions(Split.TEST);
        for (int patient = 0; patient < 12; patient++) {
            many.tomogram(patient, false);
        }
        data = many.write(java.nio.file.Files.createTempDirectory(folder, "many"));
        questions = data.places(Split.TEST);
    }

    private int answeredBeforeItIsGivenUp() {
        var done = new AtomicInteger();
        assertThrows(
                IOException.class,
                () -> predictor(1, Duration.ofSeconds(5)).answer(questions, done::addAndGet));
        return done.get();
    }

    private EndpointPredictor predictor(int parallel, Duration timeout) {
        var endpoint =
                new Endpoint(
                        server.base(),
                        "some-model",
                        Optional.of("secret"),
                        parallel,
                        timeout,
                        4,
                        Duration.ofMillis(5),
                        16,
                        20);
        return new EndpointPredictor(endpoint, data);
    }
}
