// SPDX-License-Identifier: Apache-2.0
/// A data set in other programs' formats, made of its shards.
///
/// ```
///  shards ─► DataSet ─┬─► AuthorsLayout ─► authors/   csv, json, png, npy, SHA256SUMS
///                     └─► SampleTable ───► parquet/   train.parquet …
///                                            both named in manifest.json
/// ```
///
/// Parquet is written by this package: the libraries that write it bring parts of Hadoop with them
/// (30 MB), and one flat table needs little of the format. Start with
/// [io.radfm.training.format.Formats].
package io.radfm.training.format;
