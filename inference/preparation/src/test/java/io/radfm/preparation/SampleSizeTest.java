// SPDX-License-Identifier: Apache-2.0
package io.radfm.preparation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Collections;
import java.util.List;

/// Depth rule and nearest resampling, with numbers worked out by hand.
class SampleSizeTest {
    private static final ModelInput MODEL = ModelInput.RADFM;

    @ParameterizedTest(name = "{0} slices become {1}")
    @CsvSource({
        "1, 4", "4, 4", "5, 4", "6, 4", "7, 8", "10, 8", "11, 12", "33, 32", "54, 52", "55, 56",
        "62, 60", "63, 64", "64, 64", "65, 64", "300, 64"
    })
    void theDepthIsTheNearestMultipleOfFourAndOfTwoTheSmaller(int slices, int depth) {
        assertEquals(depth, SampleSize.of(List.of(slices), true, MODEL).depth());
    }

    @Test
    void theDeepestScanDecidesForAll() {
        assertEquals(24, SampleSize.of(List.of(3, 23, 11), true, MODEL).depth());
    }

    @Test
    void moreThanSixScansAreNoDeeperThanThirtyTwo() {
        assertEquals(64, SampleSize.of(Collections.nCopies(6, 64), true, MODEL).depth());
        assertEquals(32, SampleSize.of(Collections.nCopies(7, 64), true, MODEL).depth());
        assertEquals(20, SampleSize.of(Collections.nCopies(7, 20), true, MODEL).depth());
    }

    @Test
    void volumesHaveTheSideOfTheBatchOfOnePathWhereThatIsAskedFor() {
        var model = ModelInput.RADFM_VOLUMES_256;

        assertEquals(512, SampleSize.of(List.of(30), true, MODEL).side());
        assertEquals(256, SampleSize.of(List.of(30), true, model).side());
        assertEquals(512, SampleSize.of(List.of(1, 1), false, model).side());
    }

    @Test
    void nearestTakesTheFloor() {
        assertArrayEquals(new int[] {0, 1, 2, 3}, Nearest.indices(5, 4));
        assertArrayEquals(new int[] {0, 0, 1, 2}, Nearest.indices(3, 4));
        assertArrayEquals(new int[] {0, 0, 0, 0}, Nearest.indices(1, 4));
        assertArrayEquals(new int[] {0, 2, 5, 7}, Nearest.indices(10, 4));
    }

    /// 62/28 in 32-bit floats is 2.2142856, a little too small: 14 times it is 30.999998.
    @Test
    void nearestErrsWhereTorchErrs() {
        assertEquals(30, Nearest.indices(62, 28)[14]);
        assertEquals(14 * 62 / 28, 31);
    }

    /// 130 slices become 64 (every 2.03rd), of which a crowded sample keeps every second.
    @Test
    void aDeepVolumeIsFirstCappedAndThenResampled() {
        int[] kept = SampleSize.kept(130, 32, MODEL);

        assertEquals(0, kept[0]);
        assertEquals((int) (2 * 2.03125), kept[1]);
        assertEquals((int) (62 * 2.03125), kept[31]);
    }

    @Property
    void keptSlicesRiseAndLieWithinTheVolume(
            @ForAll @IntRange(min = 1, max = 3000) int slices,
            @ForAll @IntRange(min = 1, max = 16) int quarter) {
        int[] kept = SampleSize.kept(slices, 4 * quarter, MODEL);

        assertEquals(4 * quarter, kept.length);
        assertEquals(0, kept[0]);
        for (int i = 1; i < kept.length; i++) {
            assertTrue(kept[i] >= kept[i - 1] && kept[i] < slices);
        }
    }

    @Test
    void asManySlicesAsAskedForAreAllKept() {
        int[] kept = SampleSize.kept(64, 64, MODEL);

        for (int i = 0; i < 64; i++) {
            assertEquals(i, kept[i]);
        }
    }

    @Test
    void aSmallModelKeepsTheRulesWithinItsOwnDepth() {
        assertEquals(new ModelInput(64, 64, 4, 32, 6, 32), ModelInput.of(64, 32, 4));
        assertEquals(new ModelInput(512, 512, 4, 64, 6, 32), ModelInput.of(512, 512, 4));
        assertThrows(IllegalArgumentException.class, () -> ModelInput.of(64, 2, 4));
    }
}
