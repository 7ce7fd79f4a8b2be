// SPDX-License-Identifier: Apache-2.0
package io.radfm.streams.composition;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import io.radfm.streams.composition.QuestionSet.Diagnosis;
import io.radfm.streams.composition.QuestionSet.Exam;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// A [QuestionSet] as JSON:
///
/// ```
/// {"modality": "Which imaging technique made these images?",
///  "exams": [{"name": "head CT", "modalities": ["CT"], "bodyParts": ["HEAD", "BRAIN"],
///             "diagnoses": {"haemorrhage": "Is there a haemorrhage inside the skull? …"}}]}
/// ```
///
/// What it says wrongly, or what it says that we do not know, is refused by its place.
public final class QuestionFile {
    /// The set that this project brings.
    public static final String DEFAULT = "default";

    /// No question but the report.
    public static final String NONE = "none";

    private static final String OWN = "questions.json";
    private static final long MAX_BYTES = 1 << 20;
    private static final int MOST = 200;
    private static final int LONGEST_QUESTION = 500;
    private static final Pattern LABEL = Pattern.compile("[a-z0-9_]{1,64}");
    private static final Pattern NAME = Pattern.compile("[^\\p{C}]{1,64}");

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                    .build();

    private QuestionFile() {}

    /// @param which [#DEFAULT], [#NONE], or the path of a file
    /// @throws IllegalArgumentException when the file cannot be read, or is not such a file
    public static QuestionSet of(String which) {
        try {
            return switch (which) {
                case NONE -> QuestionSet.NONE;
                case DEFAULT -> own();
                default -> read(Path.of(which));
            };
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("no JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot be read: " + e, e);
        }
    }

    private static QuestionSet own() throws IOException {
        try (var in = QuestionFile.class.getResourceAsStream(OWN)) {
            return set(JSON.readTree(in.readAllBytes()));
        }
    }

    private static QuestionSet read(Path file) throws IOException {
        if (Files.size(file) > MAX_BYTES) {
            throw new IllegalArgumentException("larger than 1 MiB");
        }
        return set(JSON.readTree(Files.readAllBytes(file)));
    }

    private static QuestionSet set(JsonNode tree) {
        knows(tree, "the file", "modality", "exams");
        var exams = new ArrayList<Exam>();
        for (var exam : list(tree.path("exams"), "exams")) {
            exams.add(exam(exam, "exams[" + exams.size() + "]"));
        }
        var modality = tree.path("modality");
        return new QuestionSet(
                modality.isMissingNode()
                        ? Optional.empty()
                        : Optional.of(question(modality, "modality")),
                exams);
    }

    private static Exam exam(JsonNode node, String where) {
        knows(node, where, "name", "modalities", "bodyParts", "diagnoses");
        var diagnoses = new ArrayList<Diagnosis>();
        var asked = node.path("diagnoses");
        require(
                asked.isObject() && asked.size() <= MOST,
                where,
                "diagnoses: at most 200, by label");
        for (var entry : asked.properties()) {
            require(LABEL.matcher(entry.getKey()).matches(), where, "a label is [a-z0-9_]{1,64}");
            diagnoses.add(
                    new Diagnosis(
                            entry.getKey(),
                            question(entry.getValue(), where + " " + entry.getKey())));
        }
        var modalities = names(node.path("modalities"), where + " modalities");
        require(!modalities.isEmpty(), where, "no modalities");
        return new Exam(
                name(node.path("name"), where + " name"),
                modalities,
                names(node.path("bodyParts"), where + " bodyParts"),
                diagnoses);
    }

    /// In capitals, as they are compared.
    private static List<String> names(JsonNode node, String where) {
        var names = new ArrayList<String>();
        for (var name : list(node, where)) {
            names.add(name(name, where).toUpperCase(Locale.ROOT));
        }
        return names;
    }

    private static JsonNode list(JsonNode node, String where) {
        require(node.isMissingNode() || node.isArray(), where, "not a list");
        require(node.size() <= MOST, where, "more than " + MOST);
        return node;
    }

    private static String name(JsonNode node, String where) {
        var name = node.asText("").strip();
        require(node.isTextual() && NAME.matcher(name).matches(), where, "1 to 64 characters");
        return name;
    }

    /// One line that cannot be read as the model's own image tokens.
    private static String question(JsonNode node, String where) {
        require(node.isTextual(), where, "no text");
        var text = CleanText.of(node.asText(), LONGEST_QUESTION);
        require(
                text.isPresent() && text.get().equals(node.asText()),
                where,
                "a question is one line of at most 500 characters, without < > ^");
        return text.get();
    }

    private static void knows(JsonNode node, String where, String... known) {
        require(node.isObject(), where, "no object");
        var fields = new HashSet<String>();
        node.fieldNames().forEachRemaining(fields::add);
        fields.removeAll(List.of(known));
        require(fields.isEmpty(), where, "knows only " + String.join(", ", known));
    }

    private static void require(boolean holds, String where, String what) {
        if (!holds) {
            throw new IllegalArgumentException(where + ": " + what);
        }
    }
}
