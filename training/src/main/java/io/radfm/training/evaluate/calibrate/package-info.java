// SPDX-License-Identifier: Apache-2.0
/// Makes probabilities honest: fits `calibration.json` of a model directory on a validation split.
///
/// ```
///  answers with p(yes) ─► CalibrationFit ─┬─ PlattFit      few answers
///                                         └─ IsotonicFit   enough of them
///                         Calibration ────► CalibrationFile ─► calibration.json, read by RadFm
/// ```
package io.radfm.training.evaluate.calibrate;
