// SPDX-License-Identifier: Apache-2.0
package io.radfm.model.tokenizer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.radfm.testkit.Peers;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/// The same ids as the native SentencePiece (Debian: `sentencepiece`), for vocabularies it has
/// learned and texts nobody would write, under each of its normalisers.
class NativeTokenizerTest {
    private static final int TEXTS = 12_000;
    private static final String[] ALPHABETS = {
        "abcdefghijklmnopqrstuvwxyz",
        "AEIOURSTLN0123456789.,;:-()/%",
        "äöüßéèêñçøåœæïÄÖÜÉ",
        "абвгдежзийклмнопрстуфхцчшщъыьэюя",
        "αβγδεζηθικλμνξοπρστυφχψωάέήίό",
        "的一是不了人我在有他这中大来上国肺结节炎",
        "ｆｕｌｌｗｉｄｔｈ０１２ＡＢＣ！？（）",
        "ﬁﬂﬀﬃſ㎎㎏㎝㍍½¼²³™℃Ω①②Ⅳ…‥№",
        "가각갂한국어ᄀ까ᅢᆨᆩ",
        "شسئعلىﷺﻼالعربية",
        "e\u0301a\u0308n\u0303o\u0302\u0327\u0315",
        "😀😃🩻🫁👨\u200d⚕\ufe0f🇩🇪",
        "\u00a0\u2002\u2003\u2009\u200b\u200c\u200d\u3000\ufeff\u00ad\u2028",
        "\u0001\u0007\t\u000b\u001f\u007f\u0080\u009f\ufffd\uffff",
        "▁▁ ▁ _",
    };

    @TempDir Path folder;

    @ParameterizedTest(name = "{0}, extra spaces removed: {1}")
    @CsvSource({
        "identity, false",
        "identity, true",
        "nfkc, false",
        "nfkc, true",
        "nmt_nfkc, true",
        "nmt_nfkc_cf, true",
    })
    void theNativeLibraryGivesTheSameIds(String rule, boolean removed) throws Exception {
        Peers.require("spm_encode");
        var random = new Random(rule.hashCode());
        var model = learn(rule, removed, random);
        var words = new BytePairTokenizer(SentencePieceModel.read(model));
        var texts = new ArrayList<String>();
        for (int i = 0; i < TEXTS; i++) {
            texts.add(text(random));
        }
        var theirs = nativeIds(model, texts);
        int wrong = 0;
        var first = "";
        for (int i = 0; i < TEXTS; i++) {
            var ours =
                    Arrays.stream(words.encode(texts.get(i)))
                            .mapToObj(Integer::toString)
                            .collect(Collectors.joining(" "));
            if (!ours.equals(theirs.get(i))) {
                first = wrong++ == 0 ? shown(texts.get(i), ours, theirs.get(i)) : first;
            }
        }
        assertEquals(0, wrong, first);
    }

    private static String shown(String text, String ours, String theirs) {
        var points = text.codePoints().mapToObj(Integer::toHexString).toList();
        return points + " is " + ours + ", natively " + theirs;
    }

    /// A vocabulary of 1200 pieces that the native library learns from texts like those to come.
    private Path learn(String rule, boolean removed, Random random) throws Exception {
        var lines = new ArrayList<String>();
        for (int i = 0; i < 3000; i++) {
            lines.add(text(random));
        }
        var corpus = Files.write(folder.resolve("corpus.txt"), lines);
        var trained =
                Peers.run(
                        "spm_train",
                        "--input=" + corpus,
                        "--model_prefix=" + folder.resolve("m"),
                        "--model_type=bpe",
                        "--byte_fallback=true",
                        "--vocab_size=1200",
                        "--hard_vocab_limit=false",
                        "--character_coverage=0.995",
                        "--normalization_rule_name=" + rule,
                        "--remove_extra_whitespaces=" + removed,
                        "--num_threads=1",
                        "--minloglevel=2");
        assertEquals(0, trained.exitCode(), trained.output());
        return folder.resolve("m.model");
    }

    private List<String> nativeIds(Path model, List<String> texts) throws Exception {
        var input = Files.write(folder.resolve("texts.txt"), texts);
        var output = folder.resolve("ids.txt");
        var encoded =
                Peers.run(
                        "spm_encode",
                        "--model=" + model,
                        "--output_format=id",
                        "--output=" + output,
                        input.toString());
        assertEquals(0, encoded.exitCode(), encoded.output());
        return Files.readAllLines(output);
    }

    /// Words of one alphabet each, single strange characters in between, spaces in ones and runs.
    private static String text(Random random) {
        var text = new StringBuilder();
        for (int word = random.nextInt(10); word >= 0; word--) {
            var alphabet = ALPHABETS[(int) Math.abs(random.nextGaussian() * 5) % ALPHABETS.length];
            var points = alphabet.codePoints().toArray();
            for (int i = random.nextInt(9); i >= 0; i--) {
                int index = (int) Math.abs(random.nextGaussian() * points.length / 3);
                text.appendCodePoint(points[index % points.length]);
            }
            if (random.nextInt(20) == 0) {
                text.appendCodePoint(anything(random));
            }
            text.append(" ".repeat(random.nextInt(8) == 0 ? random.nextInt(4) : 1));
        }
        return text.toString();
    }

    /// Any character but surrogates, zero and what ends a line.
    private static int anything(Random random) {
        while (true) {
            int point = random.nextInt(random.nextBoolean() ? 0x3000 : 0x110000);
            boolean text = Character.getType(point) != Character.SURROGATE;
            if (text && point != 0 && point != '\n' && point != '\r') {
                return point;
            }
        }
    }
}
