// SPDX-License-Identifier: Apache-2.0
package io.radfm.pixels.jpeg;

import io.radfm.pixels.FrameDecoder;
import io.radfm.pixels.FrameFormat;
import io.radfm.pixels.MalformedFrame;
import io.radfm.pixels.bytes.Bytes;

import java.lang.foreign.MemorySegment;

/// The JPEG processes of PS3.5 §A.4.1 and §A.4.2: Huffman-coded sequential, progressive and
/// lossless. Which one a stream uses is read from the stream, not from the transfer syntax.
///
/// The inverse DCT and the filter that brings back subsampled components are those of the
/// Independent JPEG Group's "slow integer" and "fancy upsampling", so that lossy frames agree bit
/// for bit with the decoders built on its library.
///
/// Refuses arithmetic coding, hierarchical streams, a number of lines given after the first scan
/// (DNL), and streams that end before their last pixel.
public final class JpegFrameDecoder implements FrameDecoder {
    @Override
    public byte[] decode(MemorySegment encoded, FrameFormat format) throws MalformedFrame {
        return new JpegStream(Bytes.of(encoded), format).decode();
    }
}
