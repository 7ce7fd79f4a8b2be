// SPDX-License-Identifier: Apache-2.0
/// RadBench: how good is a model, beside others and beside one that sees nothing?
///
/// ```
///  data set ─► questions ─► predict ─► score ─► page     terminal, JSON, CSV, HTML
///                             │          ▲
///                             │        metrics
///                             └─► calibrate              calibration.json
/// ```
///
/// Start with [io.radfm.training.evaluate.Evaluate], the command, or with
/// [io.radfm.training.evaluate.Benchmark] to score from code.
package io.radfm.training.evaluate;
