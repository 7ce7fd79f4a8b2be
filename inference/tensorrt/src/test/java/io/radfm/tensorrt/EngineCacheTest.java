// SPDX-License-Identifier: Apache-2.0
package io.radfm.tensorrt;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Engines on disk.
class EngineCacheTest {
    private static final EngineKey KEY =
            new EngineKey(
                    "decoder",
                    "abc",
                    new byte[] {1},
                    "11.2.1",
                    new Gpu(0, "NVIDIA H100", "9.0"),
                    List.of());

    @TempDir Path folder;

    @Test
    void whatIsKeptComesBack() throws Exception {
        var cache = new EngineCache(folder.resolve("not/there/yet"));
        assertEquals(Optional.empty(), get(cache));
        cache.put(
                KEY,
                sink -> {
                    sink.accept(ByteBuffer.wrap(new byte[] {1, 2}));
                    sink.accept(ByteBuffer.wrap(new byte[] {3}));
                });
        assertArrayEquals(new byte[] {1, 2, 3}, get(cache).orElseThrow());
        cache.put(KEY, sink -> sink.accept(ByteBuffer.wrap(new byte[] {4})));
        assertArrayEquals(new byte[] {4}, get(cache).orElseThrow());
        cache.remove(KEY);
        assertEquals(Optional.empty(), get(cache));
    }

    @Test
    void aFileThatIsNotWhatWasWrittenIsNone() throws Exception {
        var cache = new EngineCache(folder);
        cache.put(KEY, sink -> sink.accept(ByteBuffer.wrap(new byte[] {1, 2, 3})));
        var file = folder.resolve(KEY.fileName());
        var whole = Files.readAllBytes(file);
        for (int i : new int[] {0, 2, 3, whole.length - 1}) {
            var flipped = whole.clone();
            flipped[i] ^= 1;
            Files.write(file, flipped);
            assertEquals(Optional.empty(), get(cache), "byte " + i);
        }
        for (int length : new int[] {0, 1, 32, whole.length - 1}) {
            Files.write(file, java.util.Arrays.copyOf(whole, length));
            assertEquals(Optional.empty(), get(cache), "the first " + length + " bytes");
        }
        Files.write(file, whole);
        assertTrue(get(cache).isPresent());
    }

    @Test
    void aBuildThatFailsLeavesWhatWasThere() throws Exception {
        var cache = new EngineCache(folder);
        cache.put(KEY, sink -> sink.accept(ByteBuffer.wrap(new byte[] {1})));
        assertThrows(
                IllegalStateException.class,
                () ->
                        cache.put(
                                KEY,
                                sink -> {
                                    sink.accept(ByteBuffer.wrap(new byte[] {2}));
                                    throw new IllegalStateException("out of memory");
                                }));
        assertThrows(IOException.class, () -> cache.put(KEY, sink -> {}));
        assertArrayEquals(new byte[] {1}, get(cache).orElseThrow());
        try (var files = Files.list(folder)) {
            assertEquals(1, files.count(), "no part is left");
        }
    }

    private static Optional<byte[]> get(EngineCache cache) throws IOException {
        try (var arena = Arena.ofConfined()) {
            return cache.get(KEY, arena).map(plan -> plan.toArray(ValueLayout.JAVA_BYTE));
        }
    }
}
