// SPDX-License-Identifier: Apache-2.0
/// Numbers from texts: what RadBench counts, in plain Java, and how sure the numbers are.
///
/// ```
///  prediction, reference ─┬─► Bleu, Rouge                    words
///                         ├─► TermList                       medical terms
///                         ├─► Comparisons                    made up, where nobody spoke of one
///                         └─► ClosedAnswer ─► Confusion      options
///  p(yes), truth ───────────► Reliability                    probabilities
///  samples ─────────────────► Bootstrap ─► Interval
/// ```
///
/// No class here knows a model, a file or a patient. BLEU and ROUGE are held against a table made
/// with sacrebleu and rouge-score.
package io.radfm.training.evaluate.metrics;
