// SPDX-License-Identifier: Apache-2.0
/// Durable C-STORE throughput beside DCMTK storescp and Orthanc, all on this machine, one after the
/// other, from the same files by the same sender (dcmsend).
///
/// Start at [io.radfm.ingest.bench.StoreBench].
package io.radfm.ingest.bench;
