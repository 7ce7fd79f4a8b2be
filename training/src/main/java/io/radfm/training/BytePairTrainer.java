// SPDX-License-Identifier: Apache-2.0
package io.radfm.training;

import io.radfm.model.tokenizer.BytePairTokenizer;
import io.radfm.model.tokenizer.SentencePieceModel;
import io.radfm.model.tokenizer.SentencePieceModel.Kind;
import io.radfm.model.tokenizer.SentencePieceModel.Piece;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Learns a byte-pair vocabulary: the most frequent pair of neighbours inside words becomes a
/// piece, again and again.
///
/// Pieces are laid out as LLaMA's: `<unk> <s> </s>`, 256 bytes, merges in the order they were
/// learned, single characters. Pieces hold letters only, with or without the space in front, so
/// that numbers and punctuation stay apart. The same text gives the same pieces: ties go to the
/// smaller pair.
final class BytePairTrainer {
    private static final int MAX_LETTERS = 16;
    private static final int MIN_COUNT = 2;

    private record Pair(String left, String right) implements Comparable<Pair> {
        String joined() {
            return left + right;
        }

        @Override
        public int compareTo(Pair other) {
            int first = left.compareTo(other.left);
            return first != 0 ? first : right.compareTo(other.right);
        }
    }

    /// A distinct word, as the pieces it consists of so far.
    private static final class Word {
        private List<String> pieces;
        private final long count;

        Word(String word, long count) {
            this.pieces = word.codePoints().mapToObj(Character::toString).toList();
            this.count = count;
        }
    }

    private final List<Word> words = new ArrayList<>();
    private final Map<Pair, Long> counts = new HashMap<>();
    private final Map<Pair, Set<Word>> places = new HashMap<>();

    private BytePairTrainer(Map<String, Long> corpus) {
        corpus.forEach((word, count) -> words.add(new Word(word, count)));
        words.forEach(word -> count(word, 1));
    }

    /// Learns at most `size` pieces; fewer when no pair is left that occurs twice.
    static SentencePieceModel learn(Iterable<String> lines, int size) {
        var corpus = new TreeMap<String, Long>();
        var characters = new TreeSet<>(Set.of(String.valueOf(BytePairTokenizer.SPACE)));
        for (var line : lines) {
            for (var word : line.split("\\s+")) {
                if (!word.isEmpty()) {
                    corpus.merge(BytePairTokenizer.SPACE + word, 1L, Long::sum);
                    word.codePoints().mapToObj(Character::toString).forEach(characters::add);
                }
            }
        }
        int fixed = 3 + 256 + characters.size();
        if (size < fixed) {
            throw new IllegalArgumentException(
                    size + " pieces: the bytes and characters alone are " + fixed);
        }
        var merges = new BytePairTrainer(corpus).merges(size - fixed, characters);
        return model(merges, characters);
    }

    private static SentencePieceModel model(List<String> merges, Set<String> characters) {
        var pieces = new ArrayList<Piece>();
        pieces.add(new Piece("<unk>", 0, Kind.UNKNOWN));
        pieces.add(new Piece("<s>", 0, Kind.CONTROL));
        pieces.add(new Piece("</s>", 0, Kind.CONTROL));
        for (int value = 0; value < 256; value++) {
            pieces.add(SentencePieceModel.bytePiece(value));
        }
        int rank = 0;
        for (var merge : merges) {
            pieces.add(new Piece(merge, -rank++, Kind.NORMAL));
        }
        for (var character : characters) {
            pieces.add(new Piece(character, -rank++, Kind.NORMAL));
        }
        return new SentencePieceModel(pieces);
    }

    private List<String> merges(int most, Set<String> characters) {
        var merges = new ArrayList<String>();
        var known = new HashSet<>(characters);
        for (var best = best(); best != null && merges.size() < most; best = best()) {
            if (known.add(best.joined())) {
                merges.add(best.joined());
            }
            merge(best);
        }
        return merges;
    }

    /// The most frequent pair, the smaller one of equals; null when none occurs twice.
    private Pair best() {
        Pair best = null;
        long most = MIN_COUNT - 1;
        for (var entry : counts.entrySet()) {
            long count = entry.getValue();
            if (count > most
                    || count == most && best != null && entry.getKey().compareTo(best) < 0) {
                best = entry.getKey();
                most = count;
            }
        }
        return best;
    }

    private void merge(Pair pair) {
        for (var word : List.copyOf(places.get(pair))) {
            count(word, -1);
            var merged = new ArrayList<String>();
            for (int i = 0; i < word.pieces.size(); i++) {
                boolean here =
                        i + 1 < word.pieces.size()
                                && word.pieces.get(i).equals(pair.left())
                                && word.pieces.get(i + 1).equals(pair.right());
                merged.add(here ? pair.joined() : word.pieces.get(i));
                i += here ? 1 : 0;
            }
            word.pieces = merged;
            count(word, 1);
        }
    }

    /// Adds a word's pairs to the counts, or with sign −1 takes them out.
    private void count(Word word, int sign) {
        for (int i = 0; i + 1 < word.pieces.size(); i++) {
            var pair = new Pair(word.pieces.get(i), word.pieces.get(i + 1));
            if (allowed(pair)) {
                long count = counts.merge(pair, sign * word.count, Long::sum);
                if (count == 0) {
                    counts.remove(pair);
                }
                if (sign > 0) {
                    places.computeIfAbsent(pair, _ -> new HashSet<>()).add(word);
                } else {
                    places.get(pair).remove(word);
                }
            }
        }
    }

    private static boolean allowed(Pair pair) {
        var letters = pair.joined();
        if (letters.charAt(0) == BytePairTokenizer.SPACE) {
            letters = letters.substring(1);
        }
        return letters.length() <= MAX_LETTERS
                && letters.codePoints().allMatch(Character::isLetter);
    }
}
