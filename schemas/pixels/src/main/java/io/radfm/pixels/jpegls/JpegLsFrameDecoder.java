// SPDX-License-Identifier: Apache-2.0
package io.radfm.pixels.jpegls;

import io.radfm.pixels.FrameDecoder;
import io.radfm.pixels.FrameFormat;
import io.radfm.pixels.MalformedFrame;
import io.radfm.pixels.bytes.Bytes;

import java.lang.foreign.MemorySegment;

/// JPEG-LS Lossless and Near-Lossless (PS3.5 §A.4.3).
///
/// Refuses restart intervals, mapping tables, point transforms, subsampled components, colour
/// transforms, and streams that end before their last pixel.
public final class JpegLsFrameDecoder implements FrameDecoder {
    @Override
    public byte[] decode(MemorySegment encoded, FrameFormat format) throws MalformedFrame {
        return new JpegLsStream(Bytes.of(encoded), format).decode();
    }
}
