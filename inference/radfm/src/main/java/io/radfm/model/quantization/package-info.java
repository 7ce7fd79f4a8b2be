// SPDX-License-Identifier: Apache-2.0
/// Weights of few bits: how they are rounded, laid out in a file, and found again.
///
/// ```
/// [out, in] floats ── BlockFormat.pack ──► W.int4 + W.scales ── PackedMatrix.find ──► MatMulNBits
/// ```
///
/// Start at [io.radfm.model.quantization.BlockFormat].
package io.radfm.model.quantization;
