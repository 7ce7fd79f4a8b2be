// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.train.block;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

import io.radfm.model.Configuration;
import io.radfm.model.MalformedModel;
import io.radfm.model.checkpoint.Checkpoint;
import io.radfm.model.checkpoint.Parameters;
import io.radfm.model.checkpoint.Parameters.Parameter;
import io.radfm.model.checkpoint.Parameters.Role;
import io.radfm.model.conversion.CheckpointNumbers;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.BiConsumer;

/// The learned tensors of a model in training, under the names of its checkpoint.
///
/// ```
/// whole     every tensor is trained
/// low rank  vision, perceiver, projection and figure tokens are trained, the language model is not;
///           each of its matrices W gets two thin ones: W + alpha/rank · B·A
/// ```
///
/// What is trained holds 32-bit floats, whatever the checkpoint held.
public final class Weights implements AutoCloseable {
    private static final String A = ".lora_a";
    private static final String B = ".lora_b";

    /// How a run adapts the language model.
    ///
    /// @param rank width of the thin matrices
    /// @param alpha their product counts alpha/rank
    public record LowRank(int rank, double alpha) {
        public LowRank {
            if (rank < 1 || rank > 1024 || !(alpha > 0 && alpha <= 4096)) {
                throw new IllegalArgumentException("rank " + rank + ", alpha " + alpha);
            }
        }
    }

    private final NDManager manager;
    private final Map<String, Parameter> parameters = new LinkedHashMap<>();
    private final Map<String, NDArray> arrays = new LinkedHashMap<>();
    private final Map<String, NDArray> trained = new LinkedHashMap<>();
    private final Optional<LowRank> lowRank;

    private Weights(NDManager manager, Optional<LowRank> lowRank) {
        this.manager = manager;
        this.lowRank = lowRank;
    }

    /// Reads a checkpoint and marks what is trained.
    ///
    /// @param seed of the thin matrices' first numbers
    /// @throws MalformedModel when a tensor is missing, misshapen, or packed in few bits
    public static Weights read(
            NDManager parent,
            Configuration configuration,
            Checkpoint checkpoint,
            Optional<LowRank> lowRank,
            long seed)
            throws MalformedModel {
        var numbers = new CheckpointNumbers(configuration, checkpoint);
        var weights = new Weights(parent.newSubManager(), lowRank);
        for (var it : Parameters.of(configuration)) {
            var values = new float[Math.toIntExact(it.elements())];
            numbers.read(it, 0, values.length, values);
            var array = Torch.array(weights.manager, values, it.shape());
            weights.parameters.put(it.name(), it);
            weights.arrays.put(it.name(), array);
            if (lowRank.isEmpty() || isTrainedBesideLowRank(it.role())) {
                weights.train(it.name(), array);
            }
            if (lowRank.isPresent() && it.role() == Role.MATRIX) {
                weights.adapt(it, lowRank.get().rank(), seed);
            }
        }
        return weights;
    }

    private static boolean isTrainedBesideLowRank(Role role) {
        return switch (role) {
            case VISION, PERCEIVER, PROJECTION, FIGURES -> true;
            case EMBEDDINGS, MATRIX, NORM, HEAD -> false;
        };
    }

    /// A starts random and B at zero: their product changes nothing before the first step.
    private void adapt(Parameter it, int rank, long seed) {
        int out = Math.toIntExact(it.shape()[0]);
        int in = Math.toIntExact(it.shape()[1]);
        var random = new Random(31 * seed + it.name().hashCode());
        var a = new float[Math.multiplyExact(rank, in)];
        for (int i = 0; i < a.length; i++) {
            a[i] = (float) (random.nextGaussian() / Math.sqrt(in));
        }
        train(it.name() + A, Torch.array(manager, a, rank, in));
        train(it.name() + B, Torch.array(manager, new float[out * rank], out, rank));
    }

    private void train(String name, NDArray array) {
        array.setRequiresGradient(true);
        arrays.put(name, array);
        trained.put(name, array);
    }

    /// The tensor of this name. Operations must not begin with it: what they give would live as
    /// long as the weights do.
    NDArray get(String name) {
        var array = arrays.get(name);
        if (array == null) {
            throw new IllegalArgumentException("no weight is called " + name);
        }
        return array;
    }

    /// `x·Wᵀ (+ b)` and what the low-rank matrices add.
    NDArray linear(NDArray x, String name, boolean bias) {
        var matrix = name + ".weight";
        var b = bias ? get(name + ".bias") : null;
        var y = linear(x, get(matrix), b);
        if (lowRank.isEmpty() || !arrays.containsKey(matrix + A)) {
            return y;
        }
        var thin = linear(linear(x, get(matrix + A), null), get(matrix + B), null);
        return y.add(Layers.times(thin, factor()));
    }

    /// `x·Wᵀ + b`
    ///
    /// @param b may be null
    static NDArray linear(NDArray x, NDArray w, NDArray b) {
        return x.getNDArrayInternal().linear(x, w, b).singletonOrThrow();
    }

    private double factor() {
        return lowRank.map(it -> it.alpha() / it.rank()).orElse(0.0);
    }

    /// Gives everything trained a gradient of zero, so that what a batch does not touch has one.
    public void defineGradients() {
        try (var scratch = manager.newSubManager();
                var collector = Torch.collector()) {
            var nothing = scratch.zeros(new Shape(1));
            for (var array : trained.values()) {
                var sum = array.sum();
                sum.attach(scratch);
                nothing = nothing.add(Layers.times(sum, 0));
            }
            collector.backward(nothing.sum());
        }
    }

    /// What is trained, in a fixed order.
    public void forEachTrained(BiConsumer<String, NDArray> action) {
        trained.forEach(action);
    }

    public List<String> trained() {
        return List.copyOf(trained.keySet());
    }

    /// How many numbers are trained.
    public long trainedElements() {
        return trained.values().stream().mapToLong(NDArray::size).sum();
    }

    /// How many numbers the model has, without low-rank matrices.
    public long elements() {
        return parameters.values().stream().mapToLong(Parameter::elements).sum();
    }

    /// Whether weight decay applies: to matrices of layers, not to tables, norms and biases.
    public boolean decays(String name) {
        return trained.get(name).getShape().dimension() == 2
                && !name.equals(Parameters.EMBEDDINGS)
                && !name.endsWith("_embed.weight")
                && !name.endsWith("latents")
                && !name.endsWith("figure_token_weight");
    }

    /// Puts back the numbers of something that is trained.
    public void restore(String name, float[] values) {
        var array = trained.get(name);
        if (array == null || array.size() != values.length) {
            throw new IllegalArgumentException(
                    name + " of " + values.length + " numbers is not what this run trains");
        }
        array.setRequiresGradient(false);
        try (var from = Torch.array(manager, values, array.getShape().getShape())) {
            from.copyTo(array);
        }
        array.setRequiresGradient(true);
    }

    /// A tensor of the model as it is to be written: low-rank matrices are merged into theirs.
    public float[] merged(String name) {
        var array = get(name);
        if (!arrays.containsKey(name + A)) {
            return Torch.floats(array);
        }
        try (var scratch = manager.newSubManager()) {
            var b = get(name + B).duplicate();
            b.attach(scratch);
            return Torch.floats(b.matMul(get(name + A)).mul(factor()).add(array));
        }
    }

    /// Names of the model's tensors with their shapes, as its checkpoint has them.
    public List<Parameter> parameters() {
        return new ArrayList<>(parameters.values());
    }

    @Override
    public void close() {
        manager.close();
    }
}
