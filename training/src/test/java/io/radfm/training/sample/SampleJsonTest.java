// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// Samples as JSON, and what is refused as one.
class SampleJsonTest {
    @Property(tries = 200)
    void whatIsWrittenIsRead(@ForAll long seed) throws IOException {
        var sample = Samples.sample(seed, Split.TEST).sample();
        assertEquals(sample, SampleJson.read("a", SampleJson.bytes(sample)));
    }

    @Test
    void itReadsAsTheContractPrintsIt() throws IOException {
        var json =
                """
                {"format":1,"key":"0123456789abcdef01234567","split":"train","patient":"p","study":"s",
                 "family":"instruction","task":"diagnosis","dimensions":"2D","modality":"DX","anatomy":"",
                 "context":[{"scan":0},{"text":"Is there any sign of pleural effusion?"}],
                 "question":"Is there any sign of pleural effusion?","answer":"yes","options":["yes","no"],
                 "label":"pleural effusion","labels":{"pleural effusion":true},"terms":[],"radiology":true,
                 "rules":{"split":"1"},
                 "provenance":[{"topic":"study.contexts","partition":3,"offset":17}]}
                """;
        var sample = SampleJson.read("a", json.getBytes(StandardCharsets.UTF_8));
        assertEquals(Task.DIAGNOSIS, sample.task());
        assertEquals(
                List.of(new Sample.Source.Record("study.contexts", 3, 17)), sample.provenance());
        assertEquals(
                json.replaceAll("\\n *", ""),
                new String(SampleJson.bytes(sample), StandardCharsets.UTF_8));
    }

    @Test
    void everyPrefixIsRefused() throws IOException {
        var json = SampleJson.bytes(Samples.sample(3, Split.TRAIN).sample());
        for (int length = 0; length < json.length; length++) {
            var prefix = Arrays.copyOf(json, length);
            assertThrows(MalformedDataSet.class, () -> SampleJson.read("a", prefix));
        }
    }

    @ParameterizedTest(name = "{0} becomes {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "\"format\":1 | \"format\":2",
                "\"format\":1 | \"format\":1.5",
                "\"format\":1 | \"format\":1,\"format\":1",
                "\"format\":1 | \"format\":1,\"more\":1",
                "\"split\":\"train\" | \"split\":\"holdout\"",
                "\"split\":\"train\" | \"split\":7",
                "\"scan\":0 | \"scan\":1",
                "\"scan\":0 | \"scan\":99999999999999999999999999",
                "\"scan\":0 | \"scan\":-1",
                "\"radiology\": | \"radiology\":null,\"x\":",
                "\"partition\":3 | \"partition\":-3",
                "\"key\":\" | \"key\":\"../",
                "\"context\":[ | \"context\":[[[[[[[[[[[[",
            })
    void otherJsonIsRefused(String part, String other) throws IOException {
        var json = text(withScans());
        assertNotEquals(-1, json.indexOf(part));
        var bytes = json.replace(part, other).getBytes(StandardCharsets.UTF_8);
        assertThrows(MalformedDataSet.class, () -> SampleJson.read("a", bytes));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"2021-13-01\"", "\"20210101\"", "\"+12021-01-01\"", "7", "null"})
    void aDateThatIsNoneIsRefused(String date) throws IOException {
        var json = text(withScans()).replace("\"rules\":", "\"date\":" + date + ",\"rules\":");
        var bytes = json.getBytes(StandardCharsets.UTF_8);
        assertThrows(MalformedDataSet.class, () -> SampleJson.read("a", bytes));
    }

    @Test
    void aRefusalSaysNothingOfWhatWasThere() throws IOException {
        var json = text(withScans()).replace("\"patient\":\"", "\"patient\":\"SECRET\"\"");
        var refused =
                assertThrows(
                        MalformedDataSet.class,
                        () -> SampleJson.read("a", json.getBytes(StandardCharsets.UTF_8)));
        assertFalse(refused.toString().contains("SECRET"));
        assertFalse(withScans().toString().contains("patient-"));
    }

    @Test
    void theKeyIsThatOfWhatIsSaidAndShown() throws IOException {
        var stored = Samples.sample(scansAt(), Split.TRAIN);
        var sample = stored.sample();
        var elsewhere = Samples.sample(scansAt(), Split.TEST);
        assertEquals(sample.key(), elsewhere.sample().key());
        var others = List.copyOf(stored.scans().reversed());
        assertEquals(
                stored.scans().equals(others),
                sample.key().equals(SampleKey.give(sample, others).key()));
        assertNotEquals(sample.key(), Samples.sample(scansAt() + 1, Split.TRAIN).sample().key());
    }

    private static Sample withScans() throws IOException {
        return Samples.sample(scansAt(), Split.TRAIN).sample();
    }

    /// The first seed whose sample has two scans or more.
    private static long scansAt() throws IOException {
        long seed = 0;
        while (Samples.sample(seed, Split.TRAIN).sample().scans() < 2) {
            seed++;
        }
        return seed;
    }

    private static String text(Sample sample) {
        return new String(SampleJson.bytes(sample), StandardCharsets.UTF_8);
    }
}
