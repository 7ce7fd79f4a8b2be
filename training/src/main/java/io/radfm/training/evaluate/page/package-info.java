// SPDX-License-Identifier: Apache-2.0
/// The comparison as it is read: on a terminal, as JSON, as one HTML file with figures.
///
/// ```
///  Evaluation ─┬─► TerminalTable
///              ├─► EvaluationTree    JSON
///              └─► HtmlPage ─┬─ Radar        one axis for each task and metric
///                            ├─ Bars         with intervals
///                            └─ Diagonal     probability against share
/// ```
///
/// The HTML file needs no network and no script; none of its words come from a patient.
package io.radfm.training.evaluate.page;
