// SPDX-License-Identifier: Apache-2.0
package io.radfm.tensorrt;

import io.radfm.model.Configuration;
import io.radfm.model.checkpoint.ElementType;
import io.radfm.model.engine.device.CacheLayout;
import io.radfm.model.onnx.OnnxGraph.Type;
import io.radfm.model.onnx.OnnxModel;

import java.util.Locale;
import java.util.Optional;

/// The GPU memory that a model takes, in bytes, reckoned before any of it is taken.
///
/// @param weights of language model and vision, as they lie on the GPU
/// @param cache keys and values of all slots
/// @param activations what a run needs besides, of the larger of the two graphs' runs
/// @param reserve for CUDA's context and its kernels
record MemoryPlan(long weights, long cache, long activations, long reserve) {
    /// CUDA's context, kernels of both graphs, and what cannot be reckoned.
    private static final long RESERVE = 1L << 30;

    private static final double GIB = 1L << 30;

    /// Matrices of few bits are widened when an engine is built.
    ///
    /// @param vision numbers of the vision graph, held in 32 bits
    /// @param piece positions of a prompt in one run
    static MemoryPlan of(Configuration sizes, long vision, CacheLayout cache, int piece) {
        long language = languageNumbers(sizes.language()) * bytes(cache.type());
        return withWeights(sizes, language + 4 * vision, cache, piece);
    }

    /// @param weights bytes of both graphs' weights
    static MemoryPlan withWeights(Configuration sizes, long weights, CacheLayout cache, int piece) {
        int bytes = bytes(cache.type());
        long activations = Math.max(language(sizes.language(), cache, piece, bytes), scan(sizes));
        return new MemoryPlan(weights, cache.bytes(), activations, RESERVE);
    }

    private static int bytes(Type type) {
        return type == Type.FLOAT ? 4 : 2;
    }

    /// Bytes of a graph's weights where matrices of few bits stay as they are.
    static long packed(OnnxModel graph, Type type) {
        return graph.weights().values().stream()
                .mapToLong(
                        tensor ->
                                tensor.type() == ElementType.U8
                                        ? tensor.bytes()
                                        : tensor.elements() * bytes(type))
                .sum();
    }

    /// Attention (4 h²) and feed-forward (3 h·f) of every layer, norms, and the head.
    static long languageNumbers(Configuration.Language size) {
        long h = size.hiddenSize();
        long f = size.intermediateSize();
        return size.numHiddenLayers() * (4 * h * h + 3 * h * f + 2 * h) + h + h * size.vocabSize();
    }

    /// A piece's rows through the widest layer, its attention scores, and logits of every row.
    private static long language(
            Configuration.Language size, CacheLayout cache, int piece, int bytes) {
        long rows = Math.max(piece, cache.slots());
        long wide = 6L * size.hiddenSize() + 3L * size.intermediateSize();
        long scores = 2L * size.numAttentionHeads() * rows * cache.capacity();
        return bytes * (rows * wide + scores) + 2 * 4L * rows * size.vocabSize();
    }

    /// The largest scan's patches, and the attention scores of one block, all in 32 bits.
    private static long scan(Configuration sizes) {
        var vision = sizes.vision();
        var image = Profile.vision(vision).getFirst().inputs().values().iterator().next().max();
        long patches =
                image.get(1)
                        / vision.patchSize()
                        * (image.get(2) / vision.patchSize())
                        * (image.get(3) / vision.framePatchSize());
        long voxels = image.get(0) * image.get(1) * image.get(2) * image.get(3);
        long inner = (long) vision.heads() * vision.dimHead();
        long rows = patches * (4L * vision.dim() + 4 * inner + 2L * vision.mlpDim());
        return 4 * (3 * voxels + rows + 2L * vision.heads() * patches * patches);
    }

    long needed() {
        return weights + cache + activations + reserve;
    }

    /// Why it does not fit, if it does not.
    ///
    /// @param free bytes that the GPU has free now
    Optional<String> refusal(Gpu gpu, long free) {
        if (needed() <= free) {
            return Optional.empty();
        }
        return Optional.of(
                ("GPU %d (%s): %s are needed (weights %s, keys and values %s, activations %s, CUDA"
                                + " %s) and %s are free. Fewer answers at once (engine.batch,"
                                + " engine.cache.bytes) or weights of 16 bits need less.")
                        .formatted(
                                gpu.number(),
                                gpu.name(),
                                gib(needed()),
                                gib(weights),
                                gib(cache),
                                gib(activations),
                                gib(reserve),
                                gib(free)));
    }

    private static String gib(long bytes) {
        return String.format(Locale.ROOT, "%.1f GiB", bytes / GIB);
    }
}
