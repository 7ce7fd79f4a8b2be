// SPDX-License-Identifier: Apache-2.0
package io.radfm.pixels.jpegls;

import io.radfm.pixels.MalformedFrame;

/// The samples of a scan, row by row.
sealed interface Scan permits LineScan, PixelScan {
    /// The next row of each component; the first sample is at index 1. Valid until the next call.
    int[][] nextRow() throws MalformedFrame;
}
