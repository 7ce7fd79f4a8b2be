// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.evaluate.calibrate;

import io.radfm.model.Calibration.Curve;
import io.radfm.training.evaluate.metrics.Reliability.Forecast;

import java.util.List;

/// σ(slope · logit(p) + intercept) of greatest likelihood (Platt 1999), with Platt's targets in
/// place of 0 and 1, so that perfectly parted answers do not drive the slope to infinity.
final class PlattFit {
    /// A calibration must not turn the order around, so a slope is at least this.
    static final double LEAST_SLOPE = 1e-3;

    private static final double MOST_SLOPE = 100;
    private static final double EDGE = 1e-12;
    private static final int MOST_STEPS = 200;
    private static final double ENOUGH = 1e-10;

    private final double[] x; //      logit of each probability
    private final double[] target; // of each answer

    private PlattFit(List<Forecast> forecasts) {
        long yes = forecasts.stream().filter(Forecast::happened).count();
        long no = forecasts.size() - yes;
        x = forecasts.stream().mapToDouble(it -> logit(it.probability())).toArray();
        target =
                forecasts.stream()
                        .mapToDouble(it -> it.happened() ? (yes + 1.0) / (yes + 2) : 1.0 / (no + 2))
                        .toArray();
    }

    static Curve.Platt of(List<Forecast> forecasts) {
        return new PlattFit(forecasts).fit();
    }

    /// Newton's steps, halved until the loss falls.
    private Curve.Platt fit() {
        double slope = 1;
        double intercept = 0;
        double loss = loss(slope, intercept);
        for (int step = 0; step < MOST_STEPS; step++) {
            double[] move = newton(slope, intercept);
            double size = 1;
            double next = Double.POSITIVE_INFINITY;
            double nextSlope = slope;
            double nextIntercept = intercept;
            while (size > ENOUGH && !(next < loss)) {
                nextSlope = Math.clamp(slope - size * move[0], LEAST_SLOPE, MOST_SLOPE);
                nextIntercept = Math.clamp(intercept - size * move[1], -MOST_SLOPE, MOST_SLOPE);
                next = loss(nextSlope, nextIntercept);
                size /= 2;
            }
            if (!(loss - next > ENOUGH)) {
                break;
            }
            slope = nextSlope;
            intercept = nextIntercept;
            loss = next;
        }
        return new Curve.Platt(slope, intercept);
    }

    /// Inverse Hessian · gradient. At the least slope, where the slope would fall, the intercept
    /// moves alone.
    private double[] newton(double slope, double intercept) {
        double toSlope = 0;
        double toIntercept = 0;
        double a = 1e-9;
        double b = 0;
        double c = 1e-9;
        for (int i = 0; i < x.length; i++) {
            double p = sigmoid(slope * x[i] + intercept);
            double miss = p - target[i];
            double weight = p * (1 - p);
            toSlope += miss * x[i];
            toIntercept += miss;
            a += weight * x[i] * x[i];
            b += weight * x[i];
            c += weight;
        }
        if (slope <= LEAST_SLOPE && toSlope > 0) {
            return new double[] {0, toIntercept / c};
        }
        double determinant = a * c - b * b;
        return determinant > 1e-12 * a * c
                ? new double[] {
                    (c * toSlope - b * toIntercept) / determinant,
                    (a * toIntercept - b * toSlope) / determinant
                }
                : new double[] {0, toIntercept / c}; // all probabilities are the same
    }

    /// Cross entropy, without overflow.
    private double loss(double slope, double intercept) {
        double loss = 0;
        for (int i = 0; i < x.length; i++) {
            double z = slope * x[i] + intercept;
            loss += Math.log1p(Math.exp(-Math.abs(z))) + Math.max(z, 0) - target[i] * z;
        }
        return loss;
    }

    private static double sigmoid(double z) {
        return 1 / (1 + Math.exp(-z));
    }

    private static double logit(double probability) {
        double p = Math.clamp(probability, EDGE, 1 - EDGE);
        return Math.log(p / (1 - p));
    }
}
