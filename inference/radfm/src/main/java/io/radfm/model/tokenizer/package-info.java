// SPDX-License-Identifier: Apache-2.0
/// Words to token ids and back, as LLaMA's SentencePiece does it, in plain Java.
///
/// ```
/// tokenizer.model ─► SentencePieceModel ─► BytePairTokenizer   text ⇄ ids
///                                              │
///                                          PromptTokenizer     text and scans ─► ids
/// ```
///
/// Start at [io.radfm.model.tokenizer.PromptTokenizer], which knows how a scan stands in the text.
package io.radfm.model.tokenizer;
