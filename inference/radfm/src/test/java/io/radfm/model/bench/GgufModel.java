// SPDX-License-Identifier: Apache-2.0
package io.radfm.model.bench;

import io.radfm.model.Configuration.Language;
import io.radfm.model.tokenizer.Pieces;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// A random LLaMA in the file format of llama.cpp (GGUF, version 3), matrices in its `Q4_0`: 32
/// weights of 4 bits and one scale of 16. For comparison only: the sizes are those of the model it
/// stands beside, the numbers are not.
///
/// ```
/// magic version tensors keys │ key type value … │ name dims type offset … │ data, 32-aligned
/// ```
final class GgufModel {
    private static final int MAGIC = 0x46554747;
    private static final int VERSION = 3;
    private static final int ALIGNMENT = 32;
    private static final int BLOCK = 32;
    private static final int BLOCK_BYTES = 2 + BLOCK / 2;
    private static final int F32 = 0;
    private static final int Q4_0 = 2;

    private static final int UINT32 = 4;
    private static final int INT32 = 5;
    private static final int FLOAT32 = 6;
    private static final int STRING = 8;
    private static final int ARRAY = 9;

    /// @param dims the fastest first
    private record Tensor(String name, long... dims) {
        boolean matrix() {
            return dims.length == 2;
        }

        long bytes() {
            return matrix() ? dims[0] * dims[1] / BLOCK * BLOCK_BYTES : Float.BYTES * dims[0];
        }
    }

    private final Language size;
    private final List<Tensor> tensors = new ArrayList<>();
    private final ByteBuffer head = ByteBuffer.allocate(16 << 20).order(ByteOrder.LITTLE_ENDIAN);
    private int keys;

    private GgufModel(Language size) {
        this.size = size;
    }

    /// The file below `folder`, made there the first time.
    static Path in(Path folder, String name, Language size) throws IOException {
        var file = folder.resolve("llama-" + name + "-q4_0.gguf");
        if (!Files.exists(file)) {
            System.err.println("making " + file + " …");
            var partial = file.resolveSibling(file.getFileName() + ".partial");
            new GgufModel(size).write(partial);
            Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
        }
        return file;
    }

    private void write(Path file) throws IOException {
        list();
        describe();
        try (var channel =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
            var start = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
            start.putInt(MAGIC).putInt(VERSION).putLong(tensors.size()).putLong(keys);
            writeAll(channel, start.flip());
            writeAll(channel, head.flip());
            pad(channel);
            var random = new SplittableRandom(1);
            for (var tensor : tensors) {
                data(channel, tensor, random);
                pad(channel);
            }
        }
    }

    private void list() {
        long hidden = size.hiddenSize();
        long wide = size.intermediateSize();
        tensors.add(new Tensor("token_embd.weight", hidden, size.vocabSize()));
        for (int i = 0; i < size.numHiddenLayers(); i++) {
            var layer = "blk." + i + ".";
            tensors.add(new Tensor(layer + "attn_norm.weight", hidden));
            for (var matrix : List.of("attn_q", "attn_k", "attn_v", "attn_output")) {
                tensors.add(new Tensor(layer + matrix + ".weight", hidden, hidden));
            }
            tensors.add(new Tensor(layer + "ffn_norm.weight", hidden));
            tensors.add(new Tensor(layer + "ffn_gate.weight", hidden, wide));
            tensors.add(new Tensor(layer + "ffn_up.weight", hidden, wide));
            tensors.add(new Tensor(layer + "ffn_down.weight", wide, hidden));
        }
        tensors.add(new Tensor("output_norm.weight", hidden));
        tensors.add(new Tensor("output.weight", hidden, size.vocabSize()));
    }

    private void describe() {
        key("general.architecture", STRING);
        string("llama");
        number("llama.context_length", size.maxSequenceLength());
        number("llama.embedding_length", size.hiddenSize());
        number("llama.block_count", size.numHiddenLayers());
        number("llama.feed_forward_length", size.intermediateSize());
        number("llama.attention.head_count", size.numAttentionHeads());
        number("llama.attention.head_count_kv", size.numAttentionHeads());
        number("llama.rope.dimension_count", size.headDim());
        number("llama.vocab_size", size.vocabSize());
        number("general.file_type", Q4_0);
        key("llama.attention.layer_norm_rms_epsilon", FLOAT32);
        head.putFloat((float) size.rmsNormEps());
        vocabulary();
        long offset = 0;
        for (var tensor : tensors) {
            string(tensor.name);
            head.putInt(tensor.dims.length);
            for (long dim : tensor.dims) {
                head.putLong(dim);
            }
            head.putInt(tensor.matrix() ? Q4_0 : F32).putLong(offset);
            offset += Math.ceilDiv(tensor.bytes(), ALIGNMENT) * ALIGNMENT;
        }
    }

    /// Laid out as the random models' own: three control pieces, the bytes, then words.
    private void vocabulary() {
        key("tokenizer.ggml.model", STRING);
        string("llama");
        int count = size.vocabSize();
        array("tokenizer.ggml.tokens", STRING, count);
        for (int i = 0; i < count; i++) {
            string(piece(i));
        }
        array("tokenizer.ggml.scores", FLOAT32, count);
        for (int i = 0; i < count; i++) {
            head.putFloat(-i);
        }
        array("tokenizer.ggml.token_type", INT32, count);
        for (int i = 0; i < count; i++) { // unknown, control, byte, normal
            head.putInt(i == 0 ? 2 : i < 3 ? 3 : i < Pieces.FIRST ? 6 : 1);
        }
        number("tokenizer.ggml.bos_token_id", size.bosTokenId());
        number("tokenizer.ggml.eos_token_id", size.eosTokenId());
    }

    private static String piece(int id) {
        return switch (id) {
            case 0 -> "<unk>";
            case 1 -> "<s>";
            case 2 -> "</s>";
            default -> id < Pieces.FIRST ? "<0x%02X>".formatted(id - 3) : "▁w" + id;
        };
    }

    private void key(String name, int type) {
        string(name);
        head.putInt(type);
        keys++;
    }

    private void number(String name, int value) {
        key(name, UINT32);
        head.putInt(value);
    }

    private void array(String name, int type, int count) {
        key(name, ARRAY);
        head.putInt(type).putLong(count);
    }

    private void string(String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        head.putLong(bytes.length).put(bytes);
    }

    private static void data(FileChannel channel, Tensor tensor, SplittableRandom random)
            throws IOException {
        long row = tensor.matrix() ? tensor.dims[0] / BLOCK * BLOCK_BYTES : tensor.bytes();
        var out = ByteBuffer.allocate((int) row).order(ByteOrder.LITTLE_ENDIAN);
        // of (q − 8)·scale, q any of 0 … 15 alike: what goes through a matrix stays as large
        short scale = Float.floatToFloat16((float) (1 / Math.sqrt(tensor.dims[0]) / 4.6));
        for (long done = 0; done < tensor.bytes(); done += row) {
            out.clear();
            while (out.hasRemaining()) {
                if (tensor.matrix()) {
                    out.putShort(scale).putLong(random.nextLong()).putLong(random.nextLong());
                } else {
                    out.putFloat(1);
                }
            }
            writeAll(channel, out.flip());
        }
    }

    private static void pad(FileChannel channel) throws IOException {
        int over = (int) (channel.position() % ALIGNMENT);
        if (over > 0) {
            writeAll(channel, ByteBuffer.allocate(ALIGNMENT - over));
        }
    }

    private static void writeAll(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }
}
