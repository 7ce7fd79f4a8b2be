// SPDX-License-Identifier: Apache-2.0
/// How weights follow their gradients.
///
/// ```
/// Schedule ─► rate ─► AdamW ◄─ gradients of Weights
/// ```
package io.radfm.training.train.optimise;
