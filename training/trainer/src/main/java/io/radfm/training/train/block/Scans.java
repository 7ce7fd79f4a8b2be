// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.train.block;

import java.nio.ByteBuffer;

/// Scans of one size, as patches that are normalised already.
///
/// A grey scan has three equal channels, and a picture four equal slices. Their patches are given
/// with each number once, and the weights of the numbers that are equal are added up instead: a
/// twelfth of the work for a grey picture.
///
/// @param count scans
/// @param high patches from top to bottom
/// @param wide patches from left to right
/// @param deep patches along the slices
/// @param grey one channel is given for three
/// @param flat one slice is given for all of a patch
/// @param patches direct, native order: `[count, high·wide·deep, length]` floats, tokens in the
///   order h, w, d, numbers in the order row, column, slice, channel; mean 0 and variance 1 in each
///   patch
public record Scans(
        int count, int high, int wide, int deep, boolean grey, boolean flat, ByteBuffer patches) {
    public Scans {
        if (count < 1 || high < 1 || wide < 1 || deep < 1 || (flat && deep > 1)) {
            throw new IllegalArgumentException(
                    "%d scans of %dx%dx%d patches".formatted(count, high, wide, deep));
        }
    }

    public int tokens() {
        return high * wide * deep;
    }
}
