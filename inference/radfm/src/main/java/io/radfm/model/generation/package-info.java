// SPDX-License-Identifier: Apache-2.0
/// From token ids and encoded scans to new token ids, greedily.
///
/// ```
/// ids ─► Embeddings (rows) ─► Generator ⇄ Decoder ─► ids
///                                 └─ RepeatGuard
/// ```
package io.radfm.model.generation;
