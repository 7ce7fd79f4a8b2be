// SPDX-License-Identifier: Apache-2.0
package io.radfm.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The sizes of a RadFM, as `config.json` holds them (keys in snake case). Every value is checked,
/// so that whoever holds a configuration may compute with it without overflow.
public record Configuration(Vision vision, Perceiver perceiver, Language language) {
    private static final long MAX_FILE_BYTES = 1 << 20;
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .build();

    /// The 3D vision transformer. A patch is `patchSize` x `patchSize` x `framePatchSize` voxels.
    public record Vision(
            int imageSize,
            int frames,
            int patchSize,
            int framePatchSize,
            int dim,
            int depth,
            int heads,
            int dimHead,
            int mlpDim,
            int channels) {
        public Vision {
            between("vision.image_size", imageSize, 1, 8192);
            between("vision.frames", frames, 1, 8192);
            between("vision.patch_size", patchSize, 1, 256);
            between("vision.frame_patch_size", framePatchSize, 1, 256);
            between("vision.dim", dim, 3, 1 << 16);
            between("vision.depth", depth, 1, 256);
            between("vision.heads", heads, 1, 1024);
            between("vision.dim_head", dimHead, 1, 4096);
            between("vision.mlp_dim", mlpDim, 1, 1 << 18);
            between("vision.channels", channels, 3, 3);
            require(imageSize % patchSize == 0, "vision.image_size is no multiple of patch_size");
            require(frames % framePatchSize == 0, "vision.frames is no multiple of its patch size");
            require(dim % 3 == 0, "vision.dim must be a multiple of 3 (row, column, depth)");
        }

        /// Whether attention ends in a projection: one head of the full width has none.
        public boolean projects() {
            return heads != 1 || dimHead != dim;
        }

        /// Entries of the row table, and of the column table.
        public int tableRows() {
            return imageSize / patchSize;
        }

        /// Entries of the depth table.
        public int tableDepth() {
            return frames / framePatchSize;
        }

        /// Voxel values in one patch, all channels.
        public int patchLength() {
            return channels * patchSize * patchSize * framePatchSize;
        }
    }

    /// The resampler: any number of patches in, `numLatents` tokens out.
    public record Perceiver(int depth, int heads, int dimHead, int numLatents, int ffMult) {
        public Perceiver {
            between("perceiver.depth", depth, 1, 256);
            between("perceiver.heads", heads, 1, 1024);
            between("perceiver.dim_head", dimHead, 1, 4096);
            between("perceiver.num_latents", numLatents, 1, 4096);
            between("perceiver.ff_mult", ffMult, 1, 64);
        }
    }

    /// The LLaMA.
    public record Language(
            int vocabSize,
            int hiddenSize,
            int intermediateSize,
            int numHiddenLayers,
            int numAttentionHeads,
            double rmsNormEps,
            double ropeTheta,
            int maxSequenceLength,
            int bosTokenId,
            int eosTokenId,
            int padTokenId) {
        public Language {
            between("language.vocab_size", vocabSize, 4, 1 << 21);
            between("language.hidden_size", hiddenSize, 2, 1 << 16);
            between("language.intermediate_size", intermediateSize, 1, 1 << 18);
            between("language.num_hidden_layers", numHiddenLayers, 1, 1024);
            between("language.num_attention_heads", numAttentionHeads, 1, 1024);
            between("language.max_sequence_length", maxSequenceLength, 2, 1 << 20);
            between("language.bos_token_id", bosTokenId, 0, vocabSize - 1);
            between("language.eos_token_id", eosTokenId, 0, vocabSize - 1);
            between("language.pad_token_id", padTokenId, 0, vocabSize - 1);
            require(rmsNormEps > 0 && rmsNormEps < 1, "language.rms_norm_eps " + rmsNormEps);
            require(ropeTheta > 1 && ropeTheta < 1e12, "language.rope_theta " + ropeTheta);
            require(
                    hiddenSize % (2 * numAttentionHeads) == 0,
                    "language.hidden_size must be an even multiple of num_attention_heads");
        }

        public int headDim() {
            return hiddenSize / numAttentionHeads;
        }
    }

    /// Whether a JSON file describes a whole RadFM, rather than, say, its language model alone.
    public static boolean isOurs(Path file) throws IOException {
        try {
            return Files.size(file) <= MAX_FILE_BYTES
                    && JSON.readTree(Files.readAllBytes(file)).has("vision");
        } catch (JsonProcessingException e) {
            throw new MalformedModel(file.getFileName() + ": " + e.getOriginalMessage(), e);
        }
    }

    public static Configuration read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new MalformedModel(file.getFileName() + " is missing");
        }
        if (Files.size(file) > MAX_FILE_BYTES) {
            throw new MalformedModel(file.getFileName() + " is larger than 1 MiB");
        }
        try {
            var read = JSON.readValue(Files.readAllBytes(file), Configuration.class);
            if (read == null) {
                throw new MalformedModel(file.getFileName() + " holds no configuration");
            }
            return read;
        } catch (JsonProcessingException e) {
            var key = e instanceof JsonMappingException it ? it.getPath() : List.of();
            throw new MalformedModel(
                    file.getFileName() + " " + key + ": " + e.getOriginalMessage(), e);
        }
    }

    public void write(Path file) throws IOException {
        Files.write(file, JSON.writeValueAsBytes(this));
    }

    public Configuration {
        require(vision != null, "vision is missing");
        require(perceiver != null, "perceiver is missing");
        require(language != null, "language is missing");
    }

    private static void between(String key, int value, int least, int most) {
        require(
                value >= least && value <= most,
                key + " " + value + " is not in " + least + ".." + most);
    }

    private static void require(boolean condition, String what) {
        if (!condition) {
            throw new IllegalArgumentException(what);
        }
    }
}
