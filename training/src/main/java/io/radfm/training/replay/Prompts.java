// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.replay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Ways to ask, several for each kind of question, written for this project (`prompts.txt`). Which
/// one is taken follows from what is asked about, so that it is always the same.
final class Prompts {
    /// The version of the phrasings and of how they are chosen.
    static final String RULES = "1";

    private final Map<String, List<String>> byKind = new HashMap<>();

    Prompts() {
        try (var in = Prompts.class.getResourceAsStream("prompts.txt")) {
            String kind = "";
            for (var line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                if (line.startsWith("[")) {
                    kind = line.substring(1, line.indexOf(']'));
                } else if (!line.isBlank() && !line.startsWith("#")) {
                    byKind.computeIfAbsent(kind, _ -> new ArrayList<>()).add(line.strip());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A way to ask.
    ///
    /// @param about the study
    /// @param what `{}` of the phrase
    String ask(String kind, String about, String what) {
        var phrases = byKind.get(kind);
        int chosen = choose(phrases.size(), RULES, kind, about, what);
        return phrases.get(chosen).replace("{}", what);
    }

    /// All ways to ask.
    List<String> all(String kind) {
        return byKind.get(kind).stream().distinct().toList();
    }

    int count(String kind) {
        return byKind.get(kind).size();
    }

    /// A number below `count` that follows from texts.
    static int choose(int count, String... of) {
        try {
            var text = String.join("\0", of).getBytes(StandardCharsets.UTF_8);
            var digest = MessageDigest.getInstance("SHA-256").digest(text);
            return new BigInteger(1, digest).mod(BigInteger.valueOf(count)).intValue();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
