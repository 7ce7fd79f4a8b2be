// SPDX-License-Identifier: Apache-2.0
/// Who answers the questions: a model, a file, an endpoint, or a baseline.
///
/// ```
///                    ┌─ ModelPredictor ── RadFm        scans, grey, or none at all
///  questions ────────┼─ EndpointPredictor ── HTTP      middle slices as PNG
///  (sample.Place)    ├─ FilePredictor ── CSV           the authors' columns
///                    └─ MostFrequent                   knows the answers' frequencies
/// ```
///
/// All give [io.radfm.training.evaluate.predict.Answers]: one prediction for every question, an
/// empty one where there is no answer, so that nobody gains by not answering.
package io.radfm.training.evaluate.predict;
