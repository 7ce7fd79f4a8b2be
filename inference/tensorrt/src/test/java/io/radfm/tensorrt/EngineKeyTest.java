// SPDX-License-Identifier: Apache-2.0
package io.radfm.tensorrt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.util.HashSet;
import java.util.List;

/// What makes another engine of an engine.
class EngineKeyTest {
    private static final Gpu H100 = new Gpu(0, "NVIDIA H100", "9.0");
    private static final byte[] GRAPH = {1, 2, 3};
    private static final List<Profile> PROFILES = List.of(Profile.of("x:1", "x:2", "x:3"));
    private static final EngineKey KEY =
            new EngineKey("decoder", "abc", GRAPH, "11.2.1", H100, PROFILES);

    @Test
    void theSameModelOnTheSameKindOfGpuIsTheSameEngine() {
        var other =
                new EngineKey(
                        "decoder",
                        "abc",
                        GRAPH.clone(),
                        "11.2.1",
                        new Gpu(3, "NVIDIA H100", "9.0"),
                        List.of(Profile.of("x:1", "x:2", "x:3")));
        assertEquals(KEY.fileName(), other.fileName());
        assertTrue(KEY.fileName().matches("decoder-[0-9a-f]{40}\\.engine"), KEY.fileName());
    }

    @Test
    void anyOtherPartIsAnotherEngine() {
        var names = new HashSet<String>();
        for (var key :
                List.of(
                        KEY,
                        new EngineKey("vision", "abc", GRAPH, "11.2.1", H100, PROFILES),
                        new EngineKey("decoder", "abd", GRAPH, "11.2.1", H100, PROFILES),
                        new EngineKey(
                                "decoder", "abc", new byte[] {1, 2, 4}, "11.2.1", H100, PROFILES),
                        new EngineKey("decoder", "abc", GRAPH, "11.2.2", H100, PROFILES),
                        new EngineKey("decoder", "abc1", GRAPH, "1.2.1", H100, PROFILES),
                        new EngineKey(
                                "decoder",
                                "abc",
                                GRAPH,
                                "11.2.1",
                                new Gpu(0, "NVIDIA H200", "9.0"),
                                PROFILES),
                        new EngineKey(
                                "decoder",
                                "abc",
                                GRAPH,
                                "11.2.1",
                                new Gpu(0, "NVIDIA H100", "9.1"),
                                PROFILES),
                        new EngineKey("decoder", "abc", GRAPH, "11.2.1", H100, List.of()),
                        new EngineKey(
                                "decoder",
                                "abc",
                                GRAPH,
                                "11.2.1",
                                H100,
                                List.of(Profile.of("x:1", "x:2", "x:4"))))) {
            assertTrue(names.add(key.fileName()), key::toString);
        }
    }

    @Test
    void aNameIsNoPath() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new EngineKey("../x", "abc", GRAPH, "11.2.1", H100, PROFILES));
    }
}
