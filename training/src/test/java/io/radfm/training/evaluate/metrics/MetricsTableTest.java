// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.evaluate.metrics;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

import java.util.ArrayList;
import java.util.stream.StreamSupport;

/// Our numbers against those that sacrebleu, rouge-score and Python's difflib gave for the same
/// texts (`metrics.json` says which versions).
class MetricsTableTest {
    private static final double AGREED = 1e-4;
    private static JsonNode table;

    @BeforeAll
    static void read() throws Exception {
        try (var in = MetricsTableTest.class.getResourceAsStream("../metrics.json")) {
            table = new ObjectMapper().readTree(in);
        }
        assertTrue(table.path("sentences").size() > 80, "the table is there");
    }

    @Test
    void sentenceBleuIsThatOfSacrebleu() {
        eachOf(
                "sentences",
                it -> {
                    var bleu = Bleu.of(it.get("prediction").asText(), it.get("reference").asText());
                    for (int order = 1; order <= Bleu.ORDER; order++) {
                        close(it.get("bleu").get(order - 1), bleu.sentence(order), it);
                    }
                });
    }

    @Test
    void corpusBleuIsThatOfSacrebleu() {
        eachOf(
                "corpora",
                corpus -> {
                    var parts = new ArrayList<Bleu>();
                    for (var number : corpus.get("cases")) {
                        var it = table.get("sentences").get(number.asInt());
                        parts.add(
                                Bleu.of(
                                        it.get("prediction").asText(),
                                        it.get("reference").asText()));
                    }
                    for (int order = 1; order <= Bleu.ORDER; order++) {
                        close(
                                corpus.get("bleu").get(order - 1),
                                Bleu.sum(parts).corpus(order),
                                corpus);
                    }
                });
    }

    @Test
    void rougeIsThatOfRougeScore() {
        eachOf(
                "sentences",
                it -> {
                    var rouge =
                            Rouge.of(it.get("prediction").asText(), it.get("reference").asText());
                    same(it.get("rouge").get("1"), rouge.one(), it);
                    same(it.get("rouge").get("2"), rouge.two(), it);
                    same(it.get("rouge").get("L"), rouge.longest(), it);
                });
    }

    @Test
    void similarityIsThatOfDifflib() {
        eachOf(
                "ratios",
                it ->
                        close(
                                it.get("ratio"),
                                Similarity.ratio(it.get("a").asText(), it.get("b").asText()),
                                it));
    }

    private static void same(JsonNode expected, Overlap overlap, JsonNode it) {
        close(expected.get(0), overlap.precision(), it);
        close(expected.get(1), overlap.recall(), it);
        close(expected.get(2), overlap.f1(), it);
    }

    private static void close(JsonNode expected, double actual, JsonNode it) {
        assertEquals(expected.asDouble(), actual, AGREED, it::toString);
    }

    private static void eachOf(String part, java.util.function.Consumer<JsonNode> check) {
        assertAll(
                StreamSupport.stream(table.get(part).spliterator(), false)
                        .map(it -> (Executable) () -> check.accept(it)));
    }
}
