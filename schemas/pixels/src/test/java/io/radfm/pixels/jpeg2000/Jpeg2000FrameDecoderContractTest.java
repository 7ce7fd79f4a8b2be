// SPDX-License-Identifier: Apache-2.0
package io.radfm.pixels.jpeg2000;

import io.radfm.pixels.FrameDecoder;
import io.radfm.pixels.FrameDecoderContract;

import java.util.List;

/// Codestreams of every kind, made by OpenJPEG.
class Jpeg2000FrameDecoderContractTest extends FrameDecoderContract {
    @Override
    protected FrameDecoder decoder() {
        return new Jpeg2000FrameDecoder();
    }

    @Override
    protected List<Example> examples() {
        return examples(
                "jpeg2000",
                """
                lrcp 1 8
                rlcp 3 8
                rpcl 3 8
                pcrl 3 8
                cprl 3 8
                progression-changes 3 8
                tile-parts 3 8
                bypass 1 12
                bypass-terminated 1 12
                reset 1 8
                terminated 1 8
                causal 1 8
                predictable 1 8
                segmentation-symbols 1 8
                every-style 1 12
                offset 1 8
                wide-blocks 1 8
                tall-blocks 1 8
                no-decomposition 1 8
                many-decompositions 1 8
                region-of-interest 1 8
                signed 1 12 signed
                sixteen-bits 1 16
                file-format 1 8
                lossy 1 8
                lossy-colour 3 8
                lossy-deep 1 12
                """);
    }
}
