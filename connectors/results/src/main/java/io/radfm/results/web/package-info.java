// SPDX-License-Identifier: Apache-2.0
/// The reading page and the JSON API, over HTTP on loopback.
///
/// ```
///  browser ─► Guard ─┬─ /                     Page          three static files, no framework
///   (Host, GET only, ├─ /api/studies…         StudiesApi    StudyJson, SR, key images
///    no inline code) ├─ /api/outcomes         AcceptanceOverTime, of drafts
///                    ├─ /api/events           EventStream   a study's JSON whenever it changes
///                    └─ /health  /metrics     io.radfm.process
/// ```
///
/// Everything a DICOM object or a model wrote is hostile text: it leaves here only as JSON strings
/// and pixels, and the page puts it in as text. Start with [ResultsServer].
package io.radfm.results.web;
