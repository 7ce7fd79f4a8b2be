// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.train.optimise;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

import io.radfm.training.train.block.Weights;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/// AdamW (Loshchilov and Hutter, 2019), with the gradients' common norm clipped.
///
/// ```
/// g ← g · min(1, clip/‖g‖)        w ← w − rate · decay · w            (matrices only)
/// m ← β₁m + (1−β₁)g               w ← w − rate · √(1−β₂ᵗ)/(1−β₁ᵗ) · m / (√v + ε)
/// v ← β₂v + (1−β₂)g²
/// ```
///
/// One thread at a time: the engine's.
public final class AdamW implements AutoCloseable {
    private static final float EPSILON = 1e-8f;
    private static final float NO_CLAMP = -1;

    /// Prefixes of the names of means and variances.
    public static final String MEAN = "m/";

    public static final String VARIANCE = "v/";

    /// @param decay of weights, per unit of the learning rate
    /// @param clip the largest norm of all gradients together
    public record Options(double beta1, double beta2, double decay, double clip) {
        public Options {
            if (!(beta1 >= 0 && beta1 < 1)
                    || !(beta2 >= 0 && beta2 < 1)
                    || !(decay >= 0 && decay <= 1)
                    || !(clip > 0)) {
                throw new IllegalArgumentException(
                        "beta %s and %s, weight decay %s, clip %s"
                                .formatted(beta1, beta2, decay, clip));
            }
        }

        /// β 0.9 and 0.95, decay 0.05, norm 1.
        public static Options defaults() {
            return new Options(0.9, 0.95, 0.05, 1);
        }
    }

    private record State(NDArray mean, NDArray variance) {}

    private final NDManager manager;
    private final Weights weights;
    private final Options options;
    private final Map<String, State> states = new LinkedHashMap<>();

    public AdamW(NDManager parent, Weights weights, Options options) {
        this.manager = parent.newSubManager();
        this.weights = weights;
        this.options = options;
        weights.forEachTrained(
                (name, weight) -> states.put(name, new State(zeros(weight), zeros(weight))));
        weights.defineGradients();
    }

    private NDArray zeros(NDArray like) {
        return manager.zeros(new Shape(like.getShape().getShape()));
    }

    /// Takes one step along the gradients that have been added up, and forgets them.
    ///
    /// @param step from 0
    /// @param scale what the gradients are multiplied with first
    /// @return the norm of all gradients, before clipping
    public double step(long step, double rate, double scale) {
        double norm = norm() * scale;
        if (!Double.isFinite(norm)) {
            throw new Diverged(step);
        }
        double rescale = scale * Math.min(1, options.clip() / Math.max(norm, 1e-12));
        double correction =
                Math.sqrt(1 - Math.pow(options.beta2(), step + 1))
                        / (1 - Math.pow(options.beta1(), step + 1));
        weights.forEachTrained((name, weight) -> update(name, weight, rate, correction, rescale));
        return norm;
    }

    private double norm() {
        try (var scratch = manager.newSubManager()) {
            var squares = new NDList();
            weights.forEachTrained(
                    (_, weight) -> {
                        var gradient = weight.getGradient();
                        gradient.attach(scratch);
                        squares.add(gradient.square().sum().reshape(1));
                    });
            var first = squares.get(0);
            var all =
                    squares.size() == 1
                            ? first
                            : first.getNDArrayInternal().concat(squares.subNDList(1), 0);
            return Math.sqrt(all.sum().getFloat());
        }
    }

    private void update(
            String name, NDArray weight, double rate, double correction, double rescale) {
        var state = states.get(name);
        double decay = weights.decays(name) ? options.decay() : 0;
        try (var gradient = weight.getGradient()) {
            weight.getNDArrayInternal()
                    .adamUpdate(
                            new NDList(weight, gradient, state.mean(), state.variance()),
                            new NDList(weight),
                            (float) rate,
                            (float) (rate * correction),
                            (float) decay,
                            (float) rescale,
                            NO_CLAMP,
                            (float) options.beta1(),
                            (float) options.beta2(),
                            EPSILON,
                            false,
                            true);
        }
    }

    /// Mean and variance of everything trained, as `m/NAME` and `v/NAME`.
    public void forEachState(BiConsumer<String, NDArray> action) {
        states.forEach(
                (name, state) -> {
                    action.accept(MEAN + name, state.mean());
                    action.accept(VARIANCE + name, state.variance());
                });
    }

    /// Puts back the mean and variance of something trained.
    public void restore(String name, float[] mean, float[] variance) {
        states.get(name).mean().set(mean);
        states.get(name).variance().set(variance);
    }

    @Override
    public void close() {
        manager.close();
    }
}
