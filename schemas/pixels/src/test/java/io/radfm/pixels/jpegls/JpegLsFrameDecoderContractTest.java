// SPDX-License-Identifier: Apache-2.0
package io.radfm.pixels.jpegls;

import io.radfm.pixels.FrameDecoder;
import io.radfm.pixels.FrameDecoderContract;

import java.util.List;

/// Streams of every interleave mode, made by CharLS in DCMTK.
class JpegLsFrameDecoderContractTest extends FrameDecoderContract {
    @Override
    protected FrameDecoder decoder() {
        return new JpegLsFrameDecoder();
    }

    @Override
    protected List<Example> examples() {
        return examples(
                "jpegls",
                """
                gray8 1 8
                gray12 1 12
                gray16 1 16
                colour-line 3 8
                colour-sample 3 8
                colour-none 3 8
                near 1 8
                near-colour 3 8
                """);
    }
}
