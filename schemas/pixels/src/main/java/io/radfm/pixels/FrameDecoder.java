// SPDX-License-Identifier: Apache-2.0
package io.radfm.pixels;

import java.lang.foreign.MemorySegment;

/// Turns one encoded frame into the frame native Pixel Data would hold (PS3.5 §8).
///
/// What comes out, whatever the syntax: little endian samples of Bits Allocated each, row by row,
/// the samples of a pixel side by side (Planar Configuration 0), no colour conversion, 4:2:2
/// components brought back to full resolution. Bits above Bits Stored are as the codec or the
/// sender left them: mask before use.
///
/// A decoder has no state and may be called from any thread. It holds the format to be the truth: a
/// stream that declares another geometry is refused before anything is allocated for it. Memory is
/// bounded by the format, time by the format and the length of the input, and whatever the bytes
/// are, the answer is a frame of exactly [FrameFormat#frameBytes] or a [MalformedFrame].
@FunctionalInterface
public interface FrameDecoder {
    byte[] decode(MemorySegment encoded, FrameFormat format) throws MalformedFrame;
}
