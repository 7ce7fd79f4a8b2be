// SPDX-License-Identifier: Apache-2.0
/// Frames: from the bytes of a DICOM file to pixels.
///
/// ```
///  encoded frame ──► FrameDecoders.of(syntax) ──► FrameDecoder.decode ──► native frame (byte[])
///  (one frame's        raw · rle · jpeg            checked against         little endian,
///   fragments)         jpegls · jpeg2000           FrameFormat first       pixel-interleaved
///                                                                              │
///                                            io.radfm.pixels.image  ◄──────────┤  LUTs, colour
///                                            io.radfm.pixels.volume ◄──────────┘  series → volume
/// ```
///
/// Start with [io.radfm.pixels.FrameDecoder]: it says what comes in and what goes out.
package io.radfm.pixels;
