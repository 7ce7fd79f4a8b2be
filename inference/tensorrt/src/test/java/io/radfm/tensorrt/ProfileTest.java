// SPDX-License-Identifier: Apache-2.0
package io.radfm.tensorrt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.radfm.model.engine.device.CacheLayout;
import io.radfm.model.onnx.OnnxGraph.Type;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Map;

/// The shapes an engine is built for.
class ProfileTest {
    private static final CacheLayout CACHE =
            CacheLayout.within(Sizes.RADFM.language(), Type.FLOAT16, 5, Long.MAX_VALUE);

    @Test
    void aStepIsOneRowOfUpToAllSlotsAPieceManyRowsOfOne() {
        var profiles = Profile.decoder(CACHE, 128);
        var step = profiles.get(0);
        var piece = profiles.get(1);
        assertEquals(
                new Profile.Range(List.of(1L, 1L), List.of(1L, 1L), List.of(5L, 1L)),
                step.inputs().get("positions"));
        assertEquals(
                new Profile.Range(List.of(1L, 1L), List.of(1L, 128L), List.of(1L, 128L)),
                piece.inputs().get("positions"));
        assertEquals(List.of(5L, 40L, 2112L, 128L), step.inputs().get("past_key.39").max());
        assertEquals(3 + 2 * 40, step.inputs().size());
        assertTrue(step.holds(run(5, 1)));
        assertFalse(step.holds(run(6, 1)));
        assertFalse(step.holds(run(1, 2)));
        assertTrue(piece.holds(run(1, 128)));
        assertFalse(piece.holds(run(1, 129)));
        assertFalse(piece.holds(run(2, 1)));
    }

    private static Map<String, long[]> run(long slots, long length) {
        return Map.of(
                "embeddings",
                new long[] {slots * length, 5120},
                "positions",
                new long[] {slots, length},
                "past_key.0",
                new long[] {slots, 40, 2112, 128});
    }

    @Test
    void scansReachFromOnePatchToTheLargest() {
        var scan = Profile.vision(Sizes.RADFM.vision()).getFirst();
        assertTrue(scan.holds(Map.of("image", new long[] {1, 32, 32, 4})));
        assertTrue(scan.holds(Map.of("image", new long[] {3, 512, 512, 64})));
        assertFalse(scan.holds(Map.of("image", new long[] {3, 512, 512, 68})));
        assertFalse(scan.holds(Map.of("image", new long[] {3, 512, 512})));
    }

    @Test
    void shapesAreReadAsTrtexecWritesThem() {
        var profile = Profile.of("a:1x2,b:3", "a:1x4,b:3", "a:8x4,b:9");
        assertEquals(
                new Profile.Range(List.of(1L, 2L), List.of(1L, 4L), List.of(8L, 4L)),
                profile.inputs().get("a"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "a:", ":1", "a:1x", "a:-1", "a:1,", "a:99999999999999999999"})
    void otherTextIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> Profile.parse(text));
    }

    @Test
    void boundsAscendAndNameTheSameInputs() {
        assertThrows(IllegalArgumentException.class, () -> Profile.of("a:2", "a:1", "a:3"));
        assertThrows(IllegalArgumentException.class, () -> Profile.of("a:1", "a:1x1", "a:1"));
        assertThrows(IllegalArgumentException.class, () -> Profile.of("a:1", "b:1", "a:1"));
    }
}
