// SPDX-License-Identifier: Apache-2.0
package io.radfm.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/// `calibration.json` of a model directory: what a model's probability of *yes* is worth, for each
/// label and for all others.
///
/// ```
/// {"default": {"method": "platt", "slope": 0.8, "intercept": -0.4},
///  "labels": {"effusion": {"method": "isotonic", "from": [0.1, 0.5, 0.9], "to": [0.02, 0.3, 0.8]}}}
/// ```
///
/// Without the file, or for a label it does not have where there is no default, probabilities stay
/// as the model weighs them.
///
/// @param labels by label
/// @param otherwise for all labels that are not named
public record Calibration(Map<String, Curve> labels, Curve otherwise) {
    public static final String FILE = "calibration.json";

    /// Leaves every probability as it is.
    public static final Calibration NONE = new Calibration(Map.of(), new Curve.Unchanged());

    private static final long MAX_FILE_BYTES = 1 << 20;
    private static final int MOST_LABELS = 1000;
    private static final int LONGEST_LABEL = 64;
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    /// From a model's probability to one that holds. Never turns an order around.
    public sealed interface Curve {
        double of(double probability);

        record Unchanged() implements Curve {
            @Override
            public double of(double probability) {
                return probability;
            }
        }

        /// σ(slope · logit(p) + intercept), after Platt; slope above 0.
        record Platt(double slope, double intercept) implements Curve {
            private static final double LEAST = 1e-12;

            public Platt {
                require(slope > 0 && slope <= 1000, "slope " + slope);
                require(Math.abs(intercept) <= 1000, "intercept " + intercept);
            }

            @Override
            public double of(double probability) {
                double p = Math.clamp(probability, LEAST, 1 - LEAST);
                return 1 / (1 + Math.exp(-(slope * Math.log(p / (1 - p)) + intercept)));
            }
        }

        /// Straight lines between points, level before the first and after the last.
        ///
        /// @param from ascending
        /// @param to never descending
        record Isotonic(double[] from, double[] to) implements Curve {
            private static final int MOST_POINTS = 10_000;

            public Isotonic {
                require(
                        from.length >= 1 && from.length <= MOST_POINTS && from.length == to.length,
                        from.length + " and " + to.length + " points");
                for (int i = 0; i < from.length; i++) {
                    require(from[i] >= 0 && from[i] <= 1, "from " + from[i]);
                    require(to[i] >= 0 && to[i] <= 1, "to " + to[i]);
                    require(i == 0 || from[i] > from[i - 1], "from does not ascend at " + i);
                    require(i == 0 || to[i] >= to[i - 1], "to descends at " + i);
                }
                from = from.clone();
                to = to.clone();
            }

            @Override
            public double of(double probability) {
                if (probability <= from[0]) {
                    return to[0];
                }
                for (int i = 1; i < from.length; i++) {
                    if (probability <= from[i]) {
                        double share = (probability - from[i - 1]) / (from[i] - from[i - 1]);
                        return to[i - 1] + share * (to[i] - to[i - 1]);
                    }
                }
                return to[to.length - 1];
            }
        }
    }

    public Calibration {
        labels = Map.copyOf(labels);
    }

    /// @param probability of yes against no, as the model weighs them
    public double of(String label, double probability) {
        return labels.getOrDefault(label, otherwise).of(probability);
    }

    /// @return [#NONE] where the directory has no such file
    static Calibration read(Path directory) throws IOException {
        var file = directory.resolve(FILE);
        if (!Files.exists(file)) {
            return NONE;
        }
        if (Files.size(file) > MAX_FILE_BYTES) {
            throw new MalformedModel(FILE + " is larger than 1 MiB");
        }
        try {
            return of(JSON.readTree(Files.readAllBytes(file)));
        } catch (JsonProcessingException e) {
            throw new MalformedModel(FILE + ": " + e.getOriginalMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new MalformedModel(FILE + ": " + e.getMessage(), e);
        }
    }

    private static Calibration of(JsonNode tree) {
        require(tree.isObject(), "no object");
        var curves = new LinkedHashMap<String, Curve>();
        var labels = tree.path("labels");
        require(labels.isMissingNode() || labels.isObject(), "labels is no object");
        require(labels.size() <= MOST_LABELS, labels.size() + " labels");
        for (var entry : labels.properties()) {
            require(entry.getKey().length() <= LONGEST_LABEL, "a label too long");
            curves.put(entry.getKey(), curve(entry.getKey(), entry.getValue()));
        }
        return new Calibration(
                curves,
                tree.has("default")
                        ? curve("default", tree.get("default"))
                        : new Curve.Unchanged());
    }

    private static Curve curve(String where, JsonNode node) {
        try {
            return switch (node.path("method").asText()) {
                case "platt" ->
                        new Curve.Platt(number(node.get("slope")), number(node.get("intercept")));
                case "isotonic" ->
                        new Curve.Isotonic(numbers(node.path("from")), numbers(node.path("to")));
                default -> throw new IllegalArgumentException("method is platt or isotonic");
            };
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(where + ": " + e.getMessage(), e);
        }
    }

    private static double[] numbers(JsonNode node) {
        var numbers = new double[node.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = number(node.get(i));
        }
        return numbers;
    }

    private static double number(JsonNode node) {
        require(node != null && node.isNumber(), "a number is missing");
        return node.asDouble();
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException(what);
        }
    }
}
