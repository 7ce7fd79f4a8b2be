// SPDX-License-Identifier: Apache-2.0
package io.radfm.dicom.text;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// The characters that text values of a data set are made of.
///
/// Reading is lenient: a term that is misspelt is understood where it can be, bytes that the
/// declared set does not have become U+FFFD, and undeclared bytes above 7F are read as UTF-8 where
/// they are valid UTF-8, else as Latin-1. Writing is strict: [#encode] refuses what it cannot say.
public final class CharacterSet {
    /// The default repertoire, ISO IR 6 (PS3.5 §6.1.2.1).
    public static final CharacterSet DEFAULT = new CharacterSet(List.of(), null, false);

    /// ISO_IR 192, what we write.
    public static final CharacterSet UTF_8 = of(List.of("ISO_IR 192"));

    private static final byte ESCAPE = 0x1B;

    private final List<String> terms;

    /// One set for all bytes; `null` for the default repertoire.
    private final Charset charset;

    private final boolean codeExtensions;

    private CharacterSet(List<String> terms, Charset charset, boolean codeExtensions) {
        this.terms = terms;
        this.charset = charset;
        this.codeExtensions = codeExtensions;
    }

    /// The set that the values of (0008,0005) name; the default repertoire for none or unknown
    /// ones.
    public static CharacterSet of(List<String> values) {
        var terms = values.stream().map(DefinedTerm::normalize).toList();
        if (terms.stream().allMatch(String::isEmpty)) {
            return DEFAULT;
        }
        var charset = DefinedTerm.charset(terms.getFirst());
        boolean extended = terms.size() > 1 || terms.getFirst().startsWith("2022");
        return new CharacterSet(List.copyOf(values), charset, extended && !stateless(charset));
    }

    /// UTF-8 and GB18030 use no escape sequences, whatever else is listed beside them.
    private static boolean stateless(Charset charset) {
        return StandardCharsets.UTF_8.equals(charset)
                || charset != null && charset.name().startsWith("GB");
    }

    /// The characters of a value.
    ///
    /// @param delimiters the characters at which code extensions end besides control characters:
    ///   `\\` where several values may stand, `^` and `=` too in names (PS3.5 §6.1.2.5.3)
    public String decode(byte[] bytes, String delimiters) {
        if (isAscii(bytes)) {
            return new String(bytes, StandardCharsets.US_ASCII);
        }
        if (codeExtensions || has(bytes, ESCAPE) && !stateless(charset)) {
            return new Iso2022(charset == null ? StandardCharsets.ISO_8859_1 : charset, delimiters)
                    .decode(bytes);
        }
        if (charset != null) {
            return DefinedTerm.decode(charset, bytes, 0, bytes.length);
        }
        return strict(bytes).orElseGet(() -> new String(bytes, StandardCharsets.ISO_8859_1));
    }

    /// The bytes of this text, or nothing when a character is outside the set. Sets with code
    /// extensions are written only as far as their first set reaches.
    public Optional<byte[]> encode(String text) {
        var into = charset == null ? StandardCharsets.US_ASCII : charset;
        try {
            var bytes =
                    into.newEncoder()
                            .onMalformedInput(CodingErrorAction.REPORT)
                            .onUnmappableCharacter(CodingErrorAction.REPORT)
                            .encode(CharBuffer.wrap(DefinedTerm.writable(into, text)));
            var array = new byte[bytes.remaining()];
            bytes.get(array);
            return Optional.of(array);
        } catch (CharacterCodingException _) {
            return Optional.empty();
        }
    }

    private static Optional<String> strict(byte[] bytes) {
        try {
            return Optional.of(
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException _) {
            return Optional.empty();
        }
    }

    /// Seven bits and no escape sequence: the same in every set.
    private static boolean isAscii(byte[] bytes) {
        for (byte one : bytes) {
            if (one < 0 || one == ESCAPE) {
                return false;
            }
        }
        return true;
    }

    private static boolean has(byte[] bytes, byte wanted) {
        for (byte one : bytes) {
            if (one == wanted) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CharacterSet that && that.terms.equals(terms);
    }

    @Override
    public int hashCode() {
        return terms.hashCode();
    }

    /// The terms as (0008,0005) has them.
    @Override
    public String toString() {
        return terms.isEmpty() ? "ISO_IR 6" : String.join("\\", terms);
    }
}
