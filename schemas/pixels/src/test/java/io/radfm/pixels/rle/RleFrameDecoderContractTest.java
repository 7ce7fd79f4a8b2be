// SPDX-License-Identifier: Apache-2.0
package io.radfm.pixels.rle;

import io.radfm.pixels.FrameDecoder;
import io.radfm.pixels.FrameDecoderContract;

import java.util.List;

/// Frames made by DCMTK.
class RleFrameDecoderContractTest extends FrameDecoderContract {
    @Override
    protected FrameDecoder decoder() {
        return new RleFrameDecoder();
    }

    @Override
    protected List<Example> examples() {
        return examples(
                "rle",
                """
                gray8 1 8
                gray16 1 16
                colour 3 8
                """);
    }
}
