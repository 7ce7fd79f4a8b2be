// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.evaluate.metrics;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Medical terms, and where they stand in a text. A term is found by any of its spellings, in small
/// or capital letters, singular or plural; of several at one place, the longest.
///
/// A list is a text file, one term a line: `name | other spelling | …`; `#` begins a comment.
public final class TermList {
    private static final String SHIPPED = "terms.txt";
    private static final long MOST_BYTES = 64 << 20;
    private static final int MOST_WORDS = 20_000;

    private final String name;
    private final int size;
    private final Node root;

    private TermList(String name, List<String> lines) {
        this.name = name;
        this.root = new Node();
        int terms = 0;
        for (var line : lines) {
            var text = line.strip();
            if (!text.isEmpty() && !text.startsWith("#")) {
                add(text, terms + 1);
                terms++;
            }
        }
        this.size = terms;
    }

    /// RadLex-style terms written for this project, mostly those of the simulated examinations.
    public static TermList shipped() {
        try (var in = TermList.class.getResourceAsStream(SHIPPED)) {
            var text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return new TermList("the project's own list", text.lines().toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// @throws IOException when it cannot be read, is larger than 64 MiB or a line is no term
    public static TermList read(Path file) throws IOException {
        if (Files.size(file) > MOST_BYTES) {
            throw new IOException(file + " is larger than 64 MiB");
        }
        try {
            return new TermList(file.getFileName().toString(), Files.readAllLines(file));
        } catch (IllegalArgumentException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    /// What to call it beside the numbers.
    public String description() {
        return name + ", " + size + " terms";
    }

    /// Words as terms are made of: runs of letters and digits, in small letters, without a plural
    /// s.
    static List<String> words(String text) {
        var words = new ArrayList<String>();
        int start = -1;
        for (int i = 0; i <= text.length() && words.size() < MOST_WORDS; i++) {
            boolean inside = i < text.length() && Character.isLetterOrDigit(text.charAt(i));
            if (inside && start < 0) {
                start = i;
            } else if (!inside && start >= 0) {
                words.add(singular(text.substring(start, i).toLowerCase(Locale.ROOT)));
                start = -1;
            }
        }
        return words;
    }

    /// Without its plural s; *pelvis*, *mass* and *thrombus* keep theirs. It need not be English,
    /// only the same for both spellings.
    private static String singular(String word) {
        boolean plural =
                word.length() > 3
                        && word.endsWith("s")
                        && !word.endsWith("ss")
                        && !word.endsWith("us")
                        && !word.endsWith("is");
        return plural ? word.substring(0, word.length() - 1) : word;
    }

    /// The names, which are the first spellings, of all terms in a text.
    public Set<String> names(String text) {
        var words = words(text);
        var names = new LinkedHashSet<String>();
        for (int from = 0; from < words.size(); ) {
            var node = root;
            int end = from + 1;
            String longest = null;
            for (int to = from; to < words.size() && node != null; ) {
                node = node.next.get(words.get(to));
                to++;
                if (node != null && node.term != null) {
                    longest = node.term;
                    end = to;
                }
            }
            if (longest != null) {
                names.add(longest);
            }
            from = end;
        }
        return names;
    }

    private void add(String line, int number) {
        var spellings = line.split("\\|", -1);
        for (var spelling : spellings) {
            var words = words(spelling);
            if (words.isEmpty()) {
                throw new IllegalArgumentException("term " + number + " has an empty spelling");
            }
            var node = root;
            for (var word : words) {
                node = node.next.computeIfAbsent(word, _ -> new Node());
            }
            node.term = spellings[0].strip();
        }
    }

    /// What may follow the words read so far.
    private static final class Node {
        private final Map<String, Node> next = new HashMap<>();
        private String term;
    }
}
