// SPDX-License-Identifier: Apache-2.0
package io.radfm.dicom;

import java.io.IOException;

/// Where the Pixel Data of a data set lies (PS3.5 §8, §A.4), and its frames one by one. Nothing is
/// loaded but the frame that is asked for; any number of threads may ask.
public sealed interface PixelData permits NativePixelData, EncapsulatedPixelData {
    /// As Number of Frames says; 1 where it says nothing.
    int frames();

    /// A native frame as it would lie in a little-endian data set, or an encapsulated frame as its
    /// codec wrote it (fragments joined). Frames count from 0.
    ///
    /// @throws MalformedDicom when the data end before or within the frame, or when nothing tells
    ///   where it begins
    byte[] frame(int index) throws IOException;

    /// The element ended before the length it declares, or its fragments did: some frames are
    /// missing.
    boolean truncated();
}
