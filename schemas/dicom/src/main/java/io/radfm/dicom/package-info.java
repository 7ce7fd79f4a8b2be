// SPDX-License-Identifier: Apache-2.0
/// DICOM data sets: bytes to elements and back (PS3.5, PS3.10). No sockets, no pixels decoded.
///
/// ```
///  file, stream ──► DicomReader ──► DicomFile(FileMeta, DataSet, PixelData)      pixel data stays where it is
///                     └─ DataSetParser ─ Input          limits on every length, depth and count
///  DataSet ──► DicomWriter ──► file, stream
/// ```
///
/// Bytes are taken as hostile: what they claim is held against [io.radfm.dicom.Limits], and what is
/// wrong ends in [io.radfm.dicom.MalformedDicom] with its offset. Start reading at
/// [io.radfm.dicom.DicomReader] and [io.radfm.dicom.DataSet].
package io.radfm.dicom;
