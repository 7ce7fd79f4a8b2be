// SPDX-License-Identifier: Apache-2.0
package io.radfm.dicom;

import java.util.Optional;

/// What was read: how the bytes are encoded, the elements but Pixel Data, and where Pixel Data
/// lies.
///
/// @param dataSet never holds the Pixel Data element itself
/// @param pixels empty when there is none, or when the file was read as a stream or only up to it
public record DicomFile(FileMeta meta, DataSet dataSet, Optional<PixelData> pixels) {}
