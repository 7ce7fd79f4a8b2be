// SPDX-License-Identifier: Apache-2.0
/// JPEG (ISO/IEC 10918-1, ITU-T T.81): baseline, extended and progressive of 8 or 12 bits, and
/// lossless of 2 to 16 bits.
///
/// ```
///  JpegFrameDecoder ─► JpegStream ── segments ─► QuantizationTables · HuffmanTable · FrameHeader
///                          │                                            └ Component (1 to 4)
///                          └ each scan ─► EntropyReader ─► SequentialScan  ─► InverseDct ─┐
///                                                          ProgressiveScan ─► InverseDct ─┤
///                                                          LosslessScan ─► frame          ▼
///                                                                            Upsampling ─► frame
/// ```
///
/// Samples are left in the colour space they are stored in.
package io.radfm.pixels.jpeg;
