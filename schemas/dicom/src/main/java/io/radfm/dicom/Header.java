// SPDX-License-Identifier: Apache-2.0
package io.radfm.dicom;

/// What a stream held before its Pixel Data.
///
/// @param endsAt offset of the Pixel Data element, or of the end when there is none; in the
///   inflated data set where it is deflated
/// @param atPixelData whether Pixel Data follows
public record Header(FileMeta meta, DataSet dataSet, long endsAt, boolean atPixelData) {}
