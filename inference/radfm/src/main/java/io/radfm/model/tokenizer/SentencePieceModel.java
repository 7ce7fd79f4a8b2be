// SPDX-License-Identifier: Apache-2.0
package io.radfm.model.tokenizer;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;

import io.radfm.model.MalformedModel;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A `tokenizer.model` file (`sentencepiece_model.proto`: ModelProto), for byte-pair encoding.
///
/// Refuses what this tokenizer does not do: another algorithm than BPE, no byte fallback, no dummy
/// prefix, user-defined or unused pieces.
public record SentencePieceModel(List<Piece> pieces, Normalizer normalizer) {
    private static final int MAX_BYTES = 64 << 20;
    private static final int MAX_PIECES = 1 << 20;
    private static final int BPE = 2;

    /// The kinds of piece, with their numbers in the file.
    public enum Kind {
        NORMAL(1),
        UNKNOWN(2),
        CONTROL(3),
        BYTE(6);

        private final int number;

        Kind(int number) {
            this.number = number;
        }
    }

    /// @param score of two possible merges the one with the higher score comes first
    public record Piece(String text, float score, Kind kind) {}

    public SentencePieceModel {
        pieces = List.copyOf(pieces);
    }

    /// A model that takes texts as they are, as LLaMA's does.
    public SentencePieceModel(List<Piece> pieces) {
        this(pieces, Normalizer.IDENTITY);
    }

    public static SentencePieceModel read(Path file) throws IOException {
        if (Files.size(file) > MAX_BYTES) {
            throw new MalformedModel(file.getFileName() + " is larger than 64 MiB");
        }
        return parse(file.getFileName().toString(), Files.readAllBytes(file));
    }

    static SentencePieceModel parse(String name, byte[] bytes) throws MalformedModel {
        var in = CodedInputStream.newInstance(bytes);
        try {
            return new Parser().parse(in);
        } catch (MalformedModel e) {
            throw e;
        } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
            throw new MalformedModel(name, in.getTotalBytesRead(), e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e); // bytes in memory cannot fail
        }
    }

    /// Reads the three parts that matter: pieces = 1, trainer_spec = 2, normalizer_spec = 3.
    private static final class Parser {
        private final List<Piece> pieces = new ArrayList<>();
        private long modelType = 1;
        private boolean byteFallback;
        private byte[] table = {};
        private boolean hasNormalizer;
        private boolean addsDummyPrefix = true;
        private boolean removesExtraSpaces = true;
        private boolean escapesSpaces = true;

        SentencePieceModel parse(CodedInputStream in) throws IOException {
            for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
                switch (field(tag)) {
                    case 1 -> message(in, () -> pieces.add(piece(in)));
                    case 2 -> message(in, () -> trainer(in));
                    case 3 -> {
                        message(in, () -> normalizer(in));
                        hasNormalizer = true;
                    }
                    default -> in.skipField(tag);
                }
                require(pieces.size() <= MAX_PIECES, "more than " + MAX_PIECES + " pieces");
            }
            require(modelType == BPE, "not byte-pair encoding");
            require(byteFallback, "no byte fallback");
            require(hasNormalizer, "no normaliser");
            require(addsDummyPrefix && escapesSpaces, "no dummy prefix");
            return new SentencePieceModel(pieces, Normalizer.of(table, removesExtraSpaces));
        }

        private Piece piece(CodedInputStream in) throws IOException {
            var text = "";
            float score = 0;
            long kind = Kind.NORMAL.number;
            for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
                switch (field(tag)) {
                    case 1 -> text = in.readStringRequireUtf8();
                    case 2 -> score = in.readFloat();
                    case 3 -> kind = in.readInt64();
                    default -> in.skipField(tag);
                }
            }
            for (var known : Kind.values()) {
                if (known.number == kind) {
                    return new Piece(text, score, known);
                }
            }
            throw new IllegalArgumentException("piece " + pieces.size() + " of kind " + kind);
        }

        private void trainer(CodedInputStream in) throws IOException {
            for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
                switch (field(tag)) {
                    case 3 -> modelType = in.readInt64();
                    case 35 -> byteFallback = in.readBool();
                    default -> in.skipField(tag);
                }
            }
        }

        private void normalizer(CodedInputStream in) throws IOException {
            for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
                switch (field(tag)) {
                    case 2 -> table = in.readByteArray();
                    case 3 -> addsDummyPrefix = in.readBool();
                    case 4 -> removesExtraSpaces = in.readBool();
                    case 5 -> escapesSpaces = in.readBool();
                    default -> in.skipField(tag);
                }
            }
        }

        private interface Body {
            void read() throws IOException;
        }

        private static void message(CodedInputStream in, Body body) throws IOException {
            int outer = in.pushLimit(in.readRawVarint32());
            body.read();
            in.checkLastTagWas(0);
            in.popLimit(outer);
        }

        private static int field(int tag) {
            return WireFormat.getTagFieldNumber(tag);
        }

        private static void require(boolean condition, String what) {
            if (!condition) {
                throw new IllegalArgumentException("refused: " + what);
            }
        }
    }

    /// The same model as a file that the native library reads too.
    public byte[] toBytes() {
        return message(
                out -> {
                    for (var piece : pieces) {
                        out.writeByteArray(
                                1,
                                message(
                                        it -> {
                                            it.writeString(1, piece.text());
                                            it.writeFloat(2, piece.score());
                                            it.writeInt32(3, piece.kind().number);
                                        }));
                    }
                    out.writeByteArray(
                            2,
                            message(
                                    trainer -> {
                                        trainer.writeInt32(3, BPE);
                                        trainer.writeInt32(4, pieces.size());
                                        trainer.writeBool(35, true); // byte_fallback
                                        trainer.writeInt32(43, -1); // pad_id: none of its own
                                    }));
                    out.writeByteArray(
                            3,
                            message(
                                    normalizer -> {
                                        var it = this.normalizer;
                                        boolean plain = it.table().length == 0;
                                        normalizer.writeString(1, plain ? "identity" : "custom");
                                        normalizer.writeByteArray(2, it.table());
                                        normalizer.writeBool(3, true); // add_dummy_prefix
                                        // remove_extra_whitespaces
                                        normalizer.writeBool(4, it.removesExtraSpaces());
                                        normalizer.writeBool(5, true); // escape_whitespaces
                                    }));
                });
    }

    private interface Fields {
        void writeTo(CodedOutputStream out) throws IOException;
    }

    private static byte[] message(Fields fields) {
        var bytes = new ByteArrayOutputStream();
        var out = CodedOutputStream.newInstance(bytes);
        try {
            fields.writeTo(out);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory cannot fail
        }
        return bytes.toByteArray();
    }

    /// Pieces `<0x00>` to `<0xFF>`, for what no other piece covers.
    public static Piece bytePiece(int value) {
        return new Piece("<0x%02X>".formatted(value), 0, Kind.BYTE);
    }

    /// The byte a piece of kind BYTE stands for; -1 for a name that is none.
    static int byteOf(Piece piece) {
        return piece.text().matches("<0x[0-9A-F]{2}>")
                ? Integer.parseInt(piece.text().substring(3, 5), 16)
                : -1;
    }

    /// The bytes a piece adds to the text.
    static byte[] textOf(Piece piece) {
        return switch (piece.kind()) {
            case BYTE -> new byte[] {(byte) byteOf(piece)};
            case NORMAL ->
                    piece.text()
                            .replace(BytePairTokenizer.SPACE, ' ')
                            .getBytes(StandardCharsets.UTF_8);
            case CONTROL, UNKNOWN -> new byte[0];
        };
    }
}
