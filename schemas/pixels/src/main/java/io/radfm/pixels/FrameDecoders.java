// SPDX-License-Identifier: Apache-2.0
package io.radfm.pixels;

import io.radfm.pixels.jpeg.JpegFrameDecoder;
import io.radfm.pixels.jpeg2000.Jpeg2000FrameDecoder;
import io.radfm.pixels.jpegls.JpegLsFrameDecoder;
import io.radfm.pixels.raw.DeflatedFrameDecoder;
import io.radfm.pixels.raw.RawFrameDecoder;
import io.radfm.pixels.rle.RleFrameDecoder;

import java.nio.ByteOrder;

/// Which decoder reads which transfer syntax, and which syntaxes are refused (PS3.6 Table A-1).
public final class FrameDecoders {
    private static final String JPEG = "1.2.840.10008.1.2.4.";

    private FrameDecoders() {}

    /// The decoder of this transfer syntax, or a sentence that says which syntax is refused.
    public static FrameDecoder of(String transferSyntaxUid) throws UnsupportedSyntax {
        return switch (transferSyntaxUid) {
            case "1.2.840.10008.1.2", "1.2.840.10008.1.2.1", "1.2.840.10008.1.2.1.99" ->
                    new RawFrameDecoder(ByteOrder.LITTLE_ENDIAN, true);
            case "1.2.840.10008.1.2.2" -> new RawFrameDecoder(ByteOrder.BIG_ENDIAN, true);
            case "1.2.840.10008.1.2.8.1" -> new DeflatedFrameDecoder();
            case "1.2.840.10008.1.2.5" -> new RleFrameDecoder();
            case JPEG + "50", JPEG + "51", JPEG + "53", JPEG + "55", JPEG + "57", JPEG + "70" ->
                    new JpegFrameDecoder();
            case JPEG + "80", JPEG + "81" -> new JpegLsFrameDecoder();
            case JPEG + "90", JPEG + "91" -> new Jpeg2000FrameDecoder();
            default -> throw new UnsupportedSyntax(transferSyntaxUid, refusal(transferSyntaxUid));
        };
    }

    private static String refusal(String uid) {
        var family =
                switch (uid) {
                    case JPEG + "92", JPEG + "93" -> "JPEG 2000 Part 2 multi-component";
                    case JPEG + "94", JPEG + "95" -> "JPIP (pixels are on another server)";
                    case JPEG + "100", JPEG + "101", JPEG + "100.1", JPEG + "101.1" -> "MPEG-2";
                    case JPEG + "102", JPEG + "103", JPEG + "104", JPEG + "105", JPEG + "106" ->
                            "MPEG-4 AVC/H.264";
                    case JPEG + "107", JPEG + "108" -> "HEVC/H.265";
                    case JPEG + "110", JPEG + "111", JPEG + "112" -> "JPEG XL";
                    case JPEG + "201", JPEG + "202", JPEG + "203" -> "High-Throughput JPEG 2000";
                    case JPEG + "204", JPEG + "205" -> "JPIP (pixels are on another server)";
                    default -> null;
                };
        return family == null
                ? "transfer syntax " + uid + " is not known"
                : family + " (" + uid + ") is not decoded";
    }
}
