// SPDX-License-Identifier: Apache-2.0
package io.radfm.pixels.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.radfm.pixels.image.Window.Function;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;

import org.junit.jupiter.api.Test;

/// The formulae of PS3.3 C.11.2.1, with the standard's own examples.
class WindowTest {

    @Test
    void aLinearWindowOfTwelveBitsMapsItsEndsToBlackAndWhite() {
        var window = new Window(2048, 4096, Function.LINEAR);

        assertEquals(0, window.apply(0));
        assertEquals(1, window.apply(4095));
        assertEquals((1000 - 2047.5) / 4095 + 0.5, window.apply(1000), 1e-12);
    }

    @Test
    void aLinearWindowOfWidthOneIsAStep() {
        var window = new Window(2048, 1, Function.LINEAR);

        assertEquals(0, window.apply(2047.5));
        assertEquals(1, window.apply(2048));
    }

    @Test
    void centerZeroWidthAHundredIsBlackToMinusFiftyAndWhiteFromFortyNine() {
        var window = new Window(0, 100, Function.LINEAR);

        assertEquals(0, window.apply(-50));
        assertTrue(window.apply(-49) > 0);
        assertTrue(window.apply(48) < 1);
        assertEquals(1, window.apply(49));
    }

    @Test
    void aLinearExactWindowReachesWhiteAtCenterPlusHalfTheWidth() {
        var window = new Window(0, 100, Function.LINEAR_EXACT);

        assertEquals(0, window.apply(-50));
        assertEquals(0.5, window.apply(0));
        assertEquals(0.99, window.apply(49), 1e-12);
        assertEquals(1, window.apply(50));
    }

    @Test
    void aSigmoidIsHalfAtItsCenter() {
        var window = new Window(40, 400, Function.SIGMOID);

        assertEquals(0.5, window.apply(40));
        assertEquals(1 / (1 + Math.exp(-2)), window.apply(240), 1e-12);
    }

    @Test
    void aRangeWithoutExtentIsBlack() {
        assertEquals(0, Window.ofRange(24, 24).apply(24));
    }

    @Property
    void noWindowEverFallsOrLeavesBlackToWhite(
            @ForAll Function function,
            @ForAll @DoubleRange(min = -5000, max = 5000) double center,
            @ForAll @DoubleRange(min = 1, max = 5000) double width,
            @ForAll @DoubleRange(min = -9000, max = 9000) double x,
            @ForAll @DoubleRange(min = 0, max = 500) double more) {
        var window = new Window(center, width, function);

        double low = window.apply(x);
        double high = window.apply(x + more);

        assertTrue(low >= 0 && high <= 1 && low <= high, low + " then " + high);
    }
}
