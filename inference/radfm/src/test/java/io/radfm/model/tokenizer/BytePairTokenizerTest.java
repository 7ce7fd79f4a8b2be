// SPDX-License-Identifier: Apache-2.0
package io.radfm.model.tokenizer;

import static io.radfm.model.tokenizer.Pieces.FIRST;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.radfm.model.MalformedModel;
import io.radfm.model.tokenizer.SentencePieceModel.Kind;
import io.radfm.model.tokenizer.SentencePieceModel.Piece;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// Text to pieces and back.
class BytePairTokenizerTest {
    private static final SentencePieceModel MODEL =
            Pieces.of("ab", "bc", "abc", "▁abc", "a", "b", "c", "▁", "é");
    private static final BytePairTokenizer WORDS = words(MODEL);

    @Test
    void theHigherScoreMergesFirst() {
        // ▁ a b c → ▁ ab c → ▁ abc → ▁abc
        assertArrayEquals(ids("▁abc"), WORDS.encode("abc"));
        // b c b c: bc, bc; no piece bcbc
        assertArrayEquals(ids("▁", "bc", "bc"), WORDS.encode("bcbc"));
        // a b b c: ab wins over bc where both could be; here both are
        assertArrayEquals(ids("▁", "ab", "bc"), WORDS.encode("abbc"));
    }

    @Test
    void ofEqualScoresTheLeftOneMergesFirst() {
        var words = words(Pieces.of("aa", "a", "▁"));
        assertArrayEquals(new int[] {FIRST + 2, FIRST, FIRST + 1}, words.encode("aaa"), "▁ aa a");
    }

    @Test
    void aCharacterWithoutAPieceBecomesItsBytes() {
        assertArrayEquals(new int[] {id("▁"), id("é")}, WORDS.encode("é"));
        assertArrayEquals(
                new int[] {id("▁"), 3 + 0xf0, 3 + 0x9f, 3 + 0x98, 3 + 0x80}, WORDS.encode("😀"));
    }

    @Test
    void noTextIsNoToken() {
        assertEquals(0, WORDS.encode("").length);
        assertEquals("", WORDS.decode(List.of()));
    }

    @Test
    void controlPiecesHaveNoText() {
        assertEquals("abc", WORDS.decode(List.of(1, id("▁abc"), 2, 0)));
    }

    @Property(tries = 1000)
    void whatIsEncodedIsDecodedAtOnceAndInAStream(@ForAll @StringLength(max = 60) String text) {
        // U+2581 is how a space is written; lone surrogates are no text
        var clean = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        clean = clean.replace('▁', '_');
        var ids = Arrays.stream(WORDS.encode(clean)).boxed().toList();
        assertEquals(clean, WORDS.decode(ids));

        var stream = new StreamingText(WORDS);
        var pieces = new StringBuilder();
        ids.forEach(id -> pieces.append(stream.next(id)));
        assertEquals(clean, pieces.append(stream.end()).toString());
    }

    @Test
    void aCharacterAppearsWithItsLastByte() {
        var stream = new StreamingText(WORDS);
        assertEquals("", stream.next(id("▁")));
        assertEquals("", stream.next(3 + 0xc3));
        assertEquals("é", stream.next(3 + 0xa9));
        assertEquals("", stream.next(3 + 0xc3));
        assertEquals("\ufffd", stream.end());
    }

    @Test
    void theFileComesBackAsItWas() throws MalformedModel {
        assertEquals(MODEL, SentencePieceModel.parse("model", MODEL.toBytes()));
    }

    @Test
    void everyPrefixOfAModelIsRefused() {
        var whole = MODEL.toBytes();
        for (int length = 0; length < whole.length; length++) {
            var prefix = Arrays.copyOf(whole, length);
            assertThrows(
                    MalformedModel.class,
                    () -> SentencePieceModel.parse("prefix", prefix),
                    () -> "prefix of " + prefix.length);
        }
    }

    @Test
    void aDamagedModelIsReadOrRefusedAndNothingElse() {
        var random = new Random(5);
        for (int round = 0; round < 20_000; round++) {
            var damaged = MODEL.toBytes();
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            try {
                new BytePairTokenizer(SentencePieceModel.parse("damaged", damaged)).encode("abc");
            } catch (MalformedModel e) {
                assertEquals(false, e.getMessage().isBlank());
            }
        }
    }

    @Test
    void aModelWithoutAllBytesIsRefused() {
        var pieces = MODEL.pieces().subList(4, MODEL.pieces().size());
        assertThrows(
                MalformedModel.class, () -> new BytePairTokenizer(new SentencePieceModel(pieces)));
        var wrong = new ArrayList<>(MODEL.pieces());
        wrong.set(10, new Piece("<0xZZ>", 0, Kind.BYTE));
        assertThrows(
                MalformedModel.class, () -> new BytePairTokenizer(new SentencePieceModel(wrong)));
    }

    private static int id(String piece) {
        return WORDS.idOf(piece);
    }

    private static int[] ids(String... pieces) {
        return Arrays.stream(pieces).mapToInt(BytePairTokenizerTest::id).toArray();
    }

    private static BytePairTokenizer words(SentencePieceModel model) {
        try {
            return new BytePairTokenizer(model);
        } catch (MalformedModel e) {
            throw new AssertionError(e);
        }
    }
}
