// SPDX-License-Identifier: Apache-2.0
/// How fast files are parsed, beside DCMTK's `dcmdump` and beside what reading their bytes costs.
///
/// Start at [io.radfm.dicom.bench.ParseBench].
package io.radfm.dicom.bench;
