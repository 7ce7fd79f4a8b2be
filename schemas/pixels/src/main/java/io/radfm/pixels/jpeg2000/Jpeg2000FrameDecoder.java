// SPDX-License-Identifier: Apache-2.0
package io.radfm.pixels.jpeg2000;

import io.radfm.pixels.FrameDecoder;
import io.radfm.pixels.FrameFormat;
import io.radfm.pixels.MalformedFrame;
import io.radfm.pixels.bytes.Bytes;

import java.lang.foreign.MemorySegment;

/// JPEG 2000 Lossless and JPEG 2000 (PS3.5 §A.4.4), as a codestream or inside a JP2 file.
///
/// The multiple component transforms RCT and ICT are undone, as everything else of the codestream.
/// Irreversible frames are computed in the order of operations and the precision of OpenJPEG, so
/// that lossy frames agree with it bit for bit.
///
/// Where the codestream and Pixel Representation disagree about the sign, the samples keep their
/// bits and the header decides how they are read.
///
/// A tile may end before its last packet where the codestream says so itself: that is how encoders
/// cut to a rate. Refused are a codestream that ends early, a missing tile, subsampled components,
/// palettes of JP2, and High-Throughput code blocks.
public final class Jpeg2000FrameDecoder implements FrameDecoder {
    @Override
    public byte[] decode(MemorySegment encoded, FrameFormat format) throws MalformedFrame {
        return new Codestream(Bytes.of(encoded), format).decode();
    }
}
