// SPDX-License-Identifier: Apache-2.0
package io.radfm.model.tokenizer;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// How scans stand in the text. Ids at and above the vocabulary address rows that exist for one
/// prompt only:
///
/// ```
/// vocab         <image>
/// vocab + 1     </image>
/// vocab + 2 + k <image k>        k = latents · scan + j, the j-th token of a scan
/// ```
///
/// A scan is `<image>`, its `latents` tokens, `</image>`. The text is cut at scans; white space
/// next to a cut is stripped; every stretch of text is encoded on its own. One BOS stands in front.
public final class PromptTokenizer {
    /// As many as the authors' table has.
    public static final int MAX_SCANS = 100;

    private static final Pattern SPECIAL =
            Pattern.compile("</?image>|<image(\\d{1,6})>|</?s>|<unk>");

    private final BytePairTokenizer words;
    private final int vocabulary;
    private final int latents;
    private final int bos;
    private final int eos;

    public PromptTokenizer(BytePairTokenizer words, int vocabulary, int latents, int bos, int eos) {
        this.words = words;
        this.vocabulary = vocabulary;
        this.latents = latents;
        this.bos = bos;
        this.eos = eos;
    }

    /// A stretch of text or a scan, by its number from 0.
    public sealed interface Part {
        record Words(String text) implements Part {}

        record ScanNumber(int scan) implements Part {}
    }

    /// Text here is only ever text: special tokens written in it are spelled out.
    public int[] encode(List<Part> parts) {
        var ids = new Ids();
        var text = new StringBuilder();
        for (var part : parts) {
            switch (part) {
                case Part.Words(var more) -> text.append(more);
                case Part.ScanNumber(var scan) -> {
                    ids.text(text.toString(), true);
                    text.setLength(0);
                    ids.scan(scan);
                }
            }
        }
        ids.text(text.toString(), false);
        return ids.toArray();
    }

    /// Text from a trusted source in the authors' notation, in which `<image>`, `<image12>`,
    /// `</image>`, `<s>`, `</s>` and `<unk>` are tokens.
    public int[] encodeMarkup(String text) {
        var ids = new Ids();
        var matcher = SPECIAL.matcher(text);
        int at = 0;
        while (matcher.find()) {
            int id = special(matcher.group(), matcher.group(1));
            if (id >= 0) {
                ids.text(text.substring(at, matcher.start()), true);
                ids.special(id);
                at = matcher.end();
            }
        }
        ids.text(text.substring(at), false);
        return ids.toArray();
    }

    private int special(String token, String number) {
        if (number != null) {
            int row = Integer.parseInt(number);
            boolean known = row < MAX_SCANS * latents && token.equals("<image" + row + ">");
            return known ? vocabulary + 2 + row : -1;
        }
        return switch (token) {
            case "<image>" -> vocabulary;
            case "</image>" -> vocabulary + 1;
            case "<s>" -> bos;
            case "</s>" -> eos;
            default -> 0;
        };
    }

    /// The ids so far. `cut` says whether a special token stands at that side of the text.
    private final class Ids {
        private final List<Integer> ids = new ArrayList<>(List.of(bos));
        private boolean cutBefore;

        void text(String text, boolean cutAfter) {
            int from = 0;
            int to = text.length();
            while (cutBefore && from < to && isSpace(text.charAt(from))) {
                from++;
            }
            while (cutAfter && to > from && isSpace(text.charAt(to - 1))) {
                to--;
            }
            for (int id : words.encode(text.substring(from, to))) {
                ids.add(id);
            }
        }

        void special(int id) {
            ids.add(id);
            cutBefore = true;
        }

        void scan(int scan) {
            special(vocabulary);
            for (int j = 0; j < latents; j++) {
                special(vocabulary + 2 + latents * scan + j);
            }
            special(vocabulary + 1);
        }

        int[] toArray() {
            return ids.stream().mapToInt(Integer::intValue).toArray();
        }
    }

    /// White space as Python's `str.strip` has it, no-break spaces included.
    private static boolean isSpace(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\u0085';
    }
}
