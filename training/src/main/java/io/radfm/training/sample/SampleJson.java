// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.sample;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.radfm.training.sample.Sample.Acquired;
import io.radfm.training.sample.Sample.Segment;
import io.radfm.training.sample.Sample.Source;

import java.io.IOException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/// Samples as JSON: UTF-8 on one line, fields always in the same order, so that equal samples are
/// equal bytes. Reading is strict: every field must be there, once, of its kind, and no other;
/// `date` and `device` alone are there only where they were retained.
public final class SampleJson {
    /// Of one sample; its provenance may name thousands of objects.
    public static final int MOST_BYTES = 4 << 20;

    private static final int MOST_DEPTH = 8;
    private static final int MOST_ITEMS = 50_000;
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /// Bounded and strict; the manifest of a data set is read by it too.
    static final JsonMapper JSON =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(MOST_DEPTH)
                                                    .maxStringLength(1 << 20)
                                                    .maxNameLength(256)
                                                    .maxNumberLength(20)
                                                    .maxDocumentLength(MOST_BYTES)
                                                    .build())
                                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                                    .build())
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    private SampleJson() {}

    public static byte[] bytes(Sample sample) {
        var all = NODES.objectNode();
        all.put("format", Sample.FORMAT);
        all.put("key", sample.key());
        all.put("split", sample.split().text());
        all.put("patient", sample.patient());
        all.put("study", sample.study());
        putContent(all, sample);
        var labels = all.putObject("labels");
        sample.labels().forEach(labels::put);
        putTexts(all, "terms", sample.terms());
        all.put("radiology", sample.radiology());
        sample.acquired().date().ifPresent(date -> all.put("date", date.toString()));
        if (!sample.acquired().device().isEmpty()) {
            all.put("device", sample.acquired().device());
        }
        var rules = all.putObject("rules");
        sample.rules().forEach(rules::put);
        var provenance = all.putArray("provenance");
        for (var source : sample.provenance()) {
            switch (source) {
                case Source.Record(var topic, int partition, long offset) ->
                        provenance
                                .addObject()
                                .put("topic", topic)
                                .put("partition", partition)
                                .put("offset", offset);
                case Source.Object(var sha256) -> provenance.addObject().put("object", sha256);
            }
        }
        return write(all);
    }

    /// What [SampleKey] takes of a sample: all but where it came from.
    static byte[] content(Sample sample) {
        var content = NODES.objectNode();
        putContent(content, sample);
        return write(content);
    }

    private static void putContent(ObjectNode to, Sample sample) {
        to.put("family", sample.family().text());
        to.put("task", sample.task().text());
        to.put("dimensions", sample.dimensions().text());
        to.put("modality", sample.modality());
        to.put("anatomy", sample.anatomy());
        var context = to.putArray("context");
        for (var segment : sample.context()) {
            switch (segment) {
                case Segment.Text(var text) -> context.addObject().put("text", text);
                case Segment.Scan(int number) -> context.addObject().put("scan", number);
            }
        }
        to.put("question", sample.question());
        to.put("answer", sample.answer());
        putTexts(to, "options", sample.options());
        to.put("label", sample.label());
    }

    private static void putTexts(ObjectNode to, String name, List<String> texts) {
        var array = to.putArray(name);
        texts.forEach(array::add);
    }

    static byte[] write(JsonNode tree) {
        try {
            return JSON.writeValueAsBytes(tree);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of texts and numbers is always JSON", e);
        }
    }

    /// @param where what a refusal names
    public static Sample read(String where, byte[] json) throws IOException {
        if (json.length > MOST_BYTES) {
            throw new MalformedDataSet(where + ": " + json.length + " bytes");
        }
        try {
            return sample(new Fields(JSON.readTree(json)));
        } catch (JsonProcessingException e) {
            var place = e.getLocation();
            throw new MalformedDataSet(
                    where, place == null ? 0 : place.getByteOffset(), "not the JSON of a sample");
        } catch (IllegalArgumentException e) {
            throw new MalformedDataSet(where + ": " + e.getMessage(), e);
        }
    }

    private static Sample sample(Fields fields) {
        fields.only(
                "format key split patient study family task dimensions modality anatomy context"
                        + " question answer options label labels terms radiology date device rules"
                        + " provenance");
        require(fields.number("format") == Sample.FORMAT, "format is not " + Sample.FORMAT);
        return new Sample(
                fields.text("key"),
                Split.named(fields.text("split")),
                fields.text("patient"),
                fields.text("study"),
                Family.named(fields.text("family")),
                Task.named(fields.text("task")),
                Dimensions.named(fields.text("dimensions")),
                fields.text("modality"),
                fields.text("anatomy"),
                fields.list("context", SampleJson::segment),
                fields.text("question"),
                fields.text("answer"),
                fields.list("options", SampleJson::text),
                fields.text("label"),
                fields.map("labels", SampleJson::flag),
                fields.list("terms", SampleJson::text),
                flag(fields.of("radiology")),
                fields.map("rules", SampleJson::text),
                fields.list("provenance", SampleJson::source),
                new Acquired(
                        fields.optional("date").map(SampleJson::date),
                        fields.optional("device").orElse("")));
    }

    private static LocalDate date(String text) {
        require(text.matches("\\d{4}-\\d{2}-\\d{2}"), "date");
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("date", e);
        }
    }

    private static Segment segment(JsonNode node) {
        var fields = new Fields(node);
        if (node.has("scan")) {
            fields.only("scan");
            return new Segment.Scan(fields.integer("scan"));
        }
        fields.only("text");
        return new Segment.Text(fields.text("text"));
    }

    private static Source source(JsonNode node) {
        var fields = new Fields(node);
        if (node.has("object")) {
            fields.only("object");
            return new Source.Object(fields.text("object"));
        }
        fields.only("topic partition offset");
        return new Source.Record(
                fields.text("topic"), fields.integer("partition"), fields.number("offset"));
    }

    private static String text(JsonNode node) {
        require(node.isTextual(), "a text is missing");
        return node.textValue();
    }

    private static Boolean flag(JsonNode node) {
        require(node.isBoolean(), "true or false is missing");
        return node.booleanValue();
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException(what);
        }
    }

    /// An object's fields, each of which must be there.
    private record Fields(JsonNode object) {
        Fields {
            require(object != null && object.isObject(), "an object is missing");
        }

        void only(String names) {
            var known = Arrays.asList(names.split(" "));
            require(
                    object.properties().stream().allMatch(field -> known.contains(field.getKey())),
                    "a field is not known");
        }

        JsonNode of(String name) {
            var value = object.get(name);
            require(value != null, name + " is missing");
            return value;
        }

        String text(String name) {
            return SampleJson.text(of(name));
        }

        Optional<String> optional(String name) {
            return Optional.ofNullable(object.get(name)).map(SampleJson::text);
        }

        long number(String name) {
            var value = of(name);
            require(value.isIntegralNumber() && value.canConvertToLong(), name + " is no number");
            return value.longValue();
        }

        int integer(String name) {
            var value = of(name);
            require(value.isIntegralNumber() && value.canConvertToInt(), name + " is no number");
            return value.intValue();
        }

        <T> List<T> list(String name, Function<JsonNode, T> as) {
            var array = of(name);
            require(array.isArray() && array.size() <= MOST_ITEMS, name + " is no list");
            var list = new ArrayList<T>();
            array.forEach(item -> list.add(as.apply(item)));
            return list;
        }

        <T> SortedMap<String, T> map(String name, Function<JsonNode, T> as) {
            var fields = of(name);
            require(fields.isObject() && fields.size() <= MOST_ITEMS, name + " is no object");
            var map = new TreeMap<String, T>();
            fields.properties().forEach(each -> map.put(each.getKey(), as.apply(each.getValue())));
            return map;
        }
    }
}
