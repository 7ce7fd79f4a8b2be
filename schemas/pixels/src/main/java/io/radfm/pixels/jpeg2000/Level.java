// SPDX-License-Identifier: Apache-2.0
package io.radfm.pixels.jpeg2000;

/// The range of a component: unsigned samples were shifted down to lie around zero (T.800 §G.1).
/// What leaves the range is clipped.
///
/// When the codestream calls samples unsigned and the header signed, their top bit is a sign bit,
/// and is brought to the top of what is allocated; the other way round the copies of it are cut
/// off.
final class Level {
    private final int offset;
    private final int least;
    private final int most;
    private final int unusedBits;
    private final boolean extend;
    private final boolean cut;

    /// @param signed what Pixel Representation says
    Level(ImageSize size, int component, boolean signed) {
        int precision = size.precision()[component];
        boolean coded = size.signed()[component];
        offset = coded ? 0 : 1 << precision - 1;
        least = coded ? -(1 << precision - 1) : 0;
        most = least + (1 << precision) - 1;
        unusedBits = 32 - precision;
        extend = signed && !coded;
        cut = !signed && coded;
    }

    void shift(int[] samples, int[] to) {
        for (int i = 0; i < to.length; i++) {
            to[i] = Math.max(least, Math.min(samples[i] + offset, most));
        }
        convert(to);
    }

    void shift(float[] samples, int[] to) {
        for (int i = 0; i < to.length; i++) {
            int rounded = (int) Math.rint(samples[i]);
            to[i] = Math.max(least, Math.min(rounded + offset, most));
        }
        convert(to);
    }

    private void convert(int[] samples) {
        for (int i = 0; extend && i < samples.length; i++) {
            samples[i] = samples[i] << unusedBits >> unusedBits;
        }
        for (int i = 0; cut && i < samples.length; i++) {
            samples[i] = samples[i] << unusedBits >>> unusedBits;
        }
    }
}
