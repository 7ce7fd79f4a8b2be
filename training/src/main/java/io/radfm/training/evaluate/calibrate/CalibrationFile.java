// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.evaluate.calibrate;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

import io.radfm.model.Calibration;
import io.radfm.model.Calibration.Curve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/// Writes [Calibration#FILE]: whole or not at all.
public final class CalibrationFile {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private CalibrationFile() {}

    /// @param model the directory; what it had is replaced
    public static void write(Path model, Calibration calibration) throws IOException {
        var tree = new LinkedHashMap<String, Object>();
        curve(calibration.otherwise()).ifPresent(curve -> tree.put("default", curve));
        var labels = new TreeMap<String, Object>();
        calibration.labels().forEach((label, it) -> curve(it).ifPresent(c -> labels.put(label, c)));
        tree.put("labels", labels);
        var part = model.resolve(Calibration.FILE + ".part");
        Files.write(part, JSON.writeValueAsBytes(tree));
        Files.move(
                part,
                model.resolve(Calibration.FILE),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    private static java.util.Optional<Map<String, Object>> curve(Curve curve) {
        var tree = new LinkedHashMap<String, Object>();
        switch (curve) {
            case Curve.Platt(double slope, double intercept) -> {
                tree.put("method", "platt");
                tree.put("slope", slope);
                tree.put("intercept", intercept);
            }
            case Curve.Isotonic(double[] from, double[] to) -> {
                tree.put("method", "isotonic");
                tree.put("from", from);
                tree.put("to", to);
            }
            case Curve.Unchanged _ -> {
                return java.util.Optional.empty();
            }
        }
        return java.util.Optional.of(tree);
    }
}
