// SPDX-License-Identifier: Apache-2.0
package io.radfm.pixels.raw;

import static io.radfm.pixels.MalformedFrame.require;

import io.radfm.pixels.FrameDecoder;
import io.radfm.pixels.FrameFormat;
import io.radfm.pixels.MalformedFrame;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// Deflated Image Frame Compression (PS3.5 §A.4.13): one raw DEFLATE stream (RFC 1951) per frame,
/// inflated no further than the frame is long.
public final class DeflatedFrameDecoder implements FrameDecoder {
    private static final FrameDecoder NATIVE = new RawFrameDecoder(ByteOrder.LITTLE_ENDIAN, false);

    @Override
    public byte[] decode(MemorySegment encoded, FrameFormat format) throws MalformedFrame {
        // DEFLATE cannot shrink data further than 1,032 to 1: a short input is no large frame
        require(
                format.frameBytes() <= 1_032L * encoded.byteSize(),
                encoded.byteSize(),
                "deflate stream too short for the frame");
        try (var inflater = new Inflater(true)) {
            inflater.setInput(encoded.toArray(ValueLayout.JAVA_BYTE));
            var frame = new byte[format.frameBytes()];
            int length = 0;
            while (length < frame.length) {
                int more = inflater.inflate(frame, length, frame.length - length);
                require(more > 0, inflater.getBytesRead(), "deflate stream ends early");
                length += more;
            }
            return NATIVE.decode(MemorySegment.ofArray(frame), format);
        } catch (DataFormatException e) {
            throw new MalformedFrame(0, "not a deflate stream");
        }
    }
}
