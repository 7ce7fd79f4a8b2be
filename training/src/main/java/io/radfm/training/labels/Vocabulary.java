// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.labels;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The term list: labels with the ways to say and to deny them, and the words that turn a meaning
/// around. The shipped list says at its top how it is written.
///
/// @param name how outputs name the list
/// @param labels by name, in the order of the file
/// @param triggers by kind: `no-before`, `end` and so on
public record Vocabulary(
        String name, Map<String, Label> labels, Map<String, List<String>> triggers) {
    private static final int MOST_BYTES = 4 << 20;
    private static final int LONGEST_LABEL = 64;
    private static final List<String> TRIGGERS =
            List.of(
                    "no-before",
                    "no-after",
                    "maybe-before",
                    "maybe-after",
                    "past-before",
                    "pseudo",
                    "end",
                    "opener",
                    "mask");

    /// @param regions words one of which a report must have for the terms that end in `~`
    /// @param features what is seen of it in general
    public record Label(
            String name,
            List<String> regions,
            List<String> terms,
            List<String> denials,
            List<String> features) {}

    /// The list shipped with this module.
    public static Vocabulary standard() {
        try (var in = Vocabulary.class.getResourceAsStream("labels.txt")) {
            return read("open-terms/1", in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A list of one's own.
    ///
    /// @throws IllegalArgumentException names the line that is wrong
    public static Vocabulary of(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return read(file.getFileName().toString(), in);
        }
    }

    private static Vocabulary read(String name, InputStream in) throws IOException {
        var bytes = in.readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
            throw new IllegalArgumentException("a term list of more than " + MOST_BYTES + " bytes");
        }
        return new Reader().read(name, new String(bytes, StandardCharsets.UTF_8));
    }

    private static final class Reader {
        private final Map<String, Label> labels = new LinkedHashMap<>();
        private final Map<String, List<String>> triggers = new LinkedHashMap<>();
        private Label open;

        Vocabulary read(String name, String text) {
            int number = 0;
            for (var line : text.lines().toList()) {
                number++;
                if (!line.isBlank() && !line.startsWith("#")) {
                    line(number, line);
                }
            }
            if (labels.isEmpty()) {
                throw new IllegalArgumentException("a term list without a label");
            }
            return new Vocabulary(name, labels, triggers);
        }

        private void line(int number, String line) {
            int colon = line.indexOf(':');
            var kind = colon < 0 ? "" : line.substring(0, colon).strip();
            var texts =
                    Arrays.stream(line.substring(colon + 1).split("\\|"))
                            .map(String::strip)
                            .filter(text -> !text.isEmpty())
                            .toList();
            if (kind.equals("label") && texts.size() == 1) {
                begin(number, texts.getFirst());
            } else if (open == null && TRIGGERS.contains(kind)) {
                triggers.computeIfAbsent(kind, _ -> new ArrayList<>()).addAll(texts);
            } else if (open != null && part(kind) != null) {
                part(kind).addAll(texts);
            } else {
                throw new IllegalArgumentException("line " + number + " of the term list");
            }
        }

        private void begin(int number, String name) {
            var terms = new ArrayList<>(List.of(name));
            open = new Label(name, new ArrayList<>(), terms, new ArrayList<>(), new ArrayList<>());
            if (name.length() > LONGEST_LABEL || labels.put(name, open) != null) {
                throw new IllegalArgumentException("line " + number + ": the label's name");
            }
        }

        private List<String> part(String kind) {
            return switch (kind) {
                case "region" -> open.regions();
                case "term" -> open.terms();
                case "denied" -> open.denials();
                case "feature" -> open.features();
                default -> null;
            };
        }
    }
}
