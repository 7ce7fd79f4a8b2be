// SPDX-License-Identifier: Apache-2.0
/// From the frames of a series, in whatever order they came, to volumes: planned from headers
/// alone, so that only the slices that are wanted are ever decoded.
///
/// ```
///  headers ─► Slice (one per frame: plane, echo, time …)
///               │  SeriesPlanner: same plane shape · same contrast · same time · by position
///               ▼
///           SeriesPlan ─► VolumePlan (slices in order, Geometry, findings) ─► pixels, on demand
///                     └─► pictures (frames without a place in space)
/// ```
///
/// Start with [SeriesPlanner]; what it may say about a series is listed in [Finding].
package io.radfm.pixels.volume;
