// SPDX-License-Identifier: Apache-2.0
package io.radfm.model.tokenizer;

import io.radfm.model.tokenizer.SentencePieceModel.Kind;
import io.radfm.model.tokenizer.SentencePieceModel.Piece;

import java.util.ArrayList;

/// Small vocabularies laid out as LLaMA's: `<unk> <s> </s>`, 256 bytes, then these pieces, the
/// earlier ones merged first.
public final class Pieces {
    /// The id of the first piece.
    public static final int FIRST = 259;

    private Pieces() {}

    public static SentencePieceModel of(String... texts) {
        var pieces = new ArrayList<Piece>();
        pieces.add(new Piece("<unk>", 0, Kind.UNKNOWN));
        pieces.add(new Piece("<s>", 0, Kind.CONTROL));
        pieces.add(new Piece("</s>", 0, Kind.CONTROL));
        for (int value = 0; value < 256; value++) {
            pieces.add(SentencePieceModel.bytePiece(value));
        }
        for (int i = 0; i < texts.length; i++) {
            pieces.add(new Piece(texts[i], -i, Kind.NORMAL));
        }
        return new SentencePieceModel(pieces);
    }
}
