// SPDX-License-Identifier: Apache-2.0
package io.radfm.tensorrt;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/// For tests of what happens where there is none.
final class NoGpu {
    private NoGpu() {}

    static void assume() {
        assumeTrue(
                TensorRtLibrary.unavailable(0).isPresent(), "this machine has a GPU and TensorRT");
    }
}
