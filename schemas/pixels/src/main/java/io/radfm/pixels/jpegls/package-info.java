// SPDX-License-Identifier: Apache-2.0
/// JPEG-LS (ISO/IEC 14495-1, ITU-T T.87): lossless and near-lossless, 2 to 16 bits.
///
/// ```
///  JpegLsFrameDecoder ── segments ─► FrameHeader · Presets
///          │ each scan
///          ▼
///      LineScan (interleave none, line) ─┐  neighbours   ┌─ regular mode (Golomb code, bias)
///      PixelScan (interleave sample) ────┴─► Modeler ────┤
///                                             BitReader  └─ run mode (length, interruption)
/// ```
package io.radfm.pixels.jpegls;
