// SPDX-License-Identifier: Apache-2.0
package io.radfm.pixels.jpeg;

import io.radfm.pixels.FrameDecoder;
import io.radfm.pixels.FrameDecoderContract;

import java.util.List;

/// Streams of every process, made by DCMTK.
class JpegFrameDecoderContractTest extends FrameDecoderContract {
    @Override
    protected FrameDecoder decoder() {
        return new JpegFrameDecoder();
    }

    @Override
    protected List<Example> examples() {
        return examples(
                "jpeg",
                """
                baseline 1 8
                baseline-colour 3 8
                baseline-subsampled 3 8
                extended 1 12
                progressive 1 8
                progressive-12 1 12
                spectral-selection 1 8
                lossless-1 1 12
                lossless-2 1 12
                lossless-3 1 12
                lossless-4 1 12
                lossless-5 1 12
                lossless-6 1 12
                lossless-7 1 12
                lossless-first-order 1 16
                lossless-colour 3 8
                lossless-signed 1 12 signed
                """);
    }
}
