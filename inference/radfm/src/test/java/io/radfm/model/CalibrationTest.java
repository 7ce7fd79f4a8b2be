// SPDX-License-Identifier: Apache-2.0
package io.radfm.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Files;
import java.nio.file.Path;

/// What a model's yes is worth.
class CalibrationTest {
    @TempDir Path folder;

    @Test
    void withoutAFileProbabilitiesStayAsTheyAre() throws Exception {
        assertEquals(0.37, Calibration.read(folder).of("effusion", 0.37));
    }

    @Test
    void aLabelHasItsOwnCurveAndOthersTheDefault() throws Exception {
        var calibration =
                read(
                        """
                        {"default": {"method": "platt", "slope": 2, "intercept": 1},
                         "labels": {"effusion":
                            {"method": "isotonic", "from": [0.2, 0.6], "to": [0.1, 0.5]}}}
                        """);

        // logit(0.25) = -ln 3, so σ(-2 ln 3 + 1) = 1 / (1 + 9/e)
        assertEquals(1 / (1 + 9 / Math.E), calibration.of("mass", 0.25), 1e-12);
        assertEquals(0.1, calibration.of("effusion", 0.05));
        assertEquals(0.2, calibration.of("effusion", 0.3), 1e-12);
        assertEquals(0.5, calibration.of("effusion", 0.99));
    }

    @Test
    void noCurveLeavesTheRangeOrTurnsTheOrder() throws Exception {
        var calibration =
                read("{\"default\": {\"method\": \"platt\", \"slope\": 9, \"intercept\": -3}}");
        double before = 0;
        for (double p = 0; p <= 1; p += 1 / 128.0) {
            double now = calibration.of("x", p);
            assertTrue(now >= before && now <= 1, p + " becomes " + now);
            before = now;
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "{} {}",
                "{\"labels\": []}",
                "{\"default\": {}}",
                "{\"default\": {\"method\": \"magic\"}}",
                "{\"default\": {\"method\": \"platt\", \"slope\": -1, \"intercept\": 0}}",
                "{\"default\": {\"method\": \"platt\", \"slope\": \"1\", \"intercept\": 0}}",
                "{\"default\": {\"method\": \"platt\", \"slope\": 1, \"intercept\": 1e999}}",
                "{\"default\": {\"method\": \"isotonic\", \"from\": [], \"to\": []}}",
                "{\"default\": {\"method\": \"isotonic\", \"from\": [0.1], \"to\": [0.1, 0.2]}}",
                "{\"default\": {\"method\": \"isotonic\", \"from\": [0.2, 0.2], \"to\": [0, 1]}}",
                "{\"default\": {\"method\": \"isotonic\", \"from\": [0.1, 0.2], \"to\": [1, 0]}}",
                "{\"default\": {\"method\": \"isotonic\", \"from\": [0.1], \"to\": [1.5]}}"
            })
    void whatIsNoCalibrationIsAMalformedModel(String text) {
        var refusal = assertThrows(MalformedModel.class, () -> read(text));
        assertTrue(refusal.getMessage().startsWith("calibration.json"), refusal.getMessage());
    }

    private Calibration read(String text) throws Exception {
        Files.writeString(folder.resolve(Calibration.FILE), text);
        return Calibration.read(folder);
    }
}
