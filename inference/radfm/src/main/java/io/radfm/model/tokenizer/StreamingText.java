// SPDX-License-Identifier: Apache-2.0
package io.radfm.model.tokenizer;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/// Turns tokens into text one at a time. A character whose bytes come as several tokens appears
/// with the last of them. All pieces together are [BytePairTokenizer#decode] of all tokens.
public final class StreamingText {
    private final BytePairTokenizer words;
    private final CharsetDecoder utf8 =
            StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPLACE)
                    .onUnmappableCharacter(CodingErrorAction.REPLACE);
    private ByteBuffer pending = ByteBuffer.allocate(0);
    private boolean started;

    public StreamingText(BytePairTokenizer words) {
        this.words = words;
    }

    public String next(int token) {
        return decode(words.bytesOf(token), false);
    }

    /// What is left of an incomplete character.
    public String end() {
        return decode(new byte[0], true);
    }

    private String decode(byte[] more, boolean last) {
        var bytes = ByteBuffer.allocate(pending.remaining() + more.length);
        bytes.put(pending).put(more).flip();
        var text = CharBuffer.allocate(bytes.remaining() + 1);
        utf8.decode(bytes, text, last);
        pending = bytes;
        var piece = text.flip().toString();
        if (!started && !piece.isEmpty()) {
            started = true;
            return piece.startsWith(" ") ? piece.substring(1) : piece;
        }
        return piece;
    }
}
