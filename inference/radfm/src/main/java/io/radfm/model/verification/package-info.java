// SPDX-License-Identifier: Apache-2.0
/// Is it the same model? Outputs that another implementation gave, held against the code that
/// serves.
///
/// ```
/// expected.npz ─► Npz ──┐
/// model directory ──────┴─► Verification ─► largest error by stage, first other token
/// ```
package io.radfm.model.verification;
