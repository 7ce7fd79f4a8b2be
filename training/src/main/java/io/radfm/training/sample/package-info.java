// SPDX-License-Identifier: Apache-2.0
/// Data sets: samples with their scans in WebDataset shards, as `replay` writes them and `train`
/// and `evaluate` read them.
///
/// ```
///  Sample ── SampleJson ──► KEY.json   ┐
///  Npy.Array ── Npy ──────► KEY.0.npy  ├─ ShardWriter ─► train-00000.tar …  ─► ShardReader ─► Stored
///                           KEY.1.npy  ┘                 manifest.json      ─► DataSet
/// ```
///
/// A directory with a `manifest.json` is whole; it is written last. Shards are plain POSIX `ustar`,
/// arrays NumPy's format 1.0, so that `webdataset`, `tarfile` and `numpy` read them unchanged. What
/// is read is taken for hostile: every size, count and depth has a bound, every refusal is a
/// [io.radfm.training.sample.MalformedDataSet] that says where. Start with
/// [io.radfm.training.sample.DataSet].
package io.radfm.training.sample;
