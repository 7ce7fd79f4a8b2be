// SPDX-License-Identifier: Apache-2.0
package io.radfm.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.radfm.model.Configuration;
import io.radfm.model.EngineOptions;
import io.radfm.model.conversion.Inventory;
import io.radfm.process.Health;

import org.apache.kafka.common.config.AbstractConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/// A worker that does not fit is told so before it starts.
class MemoryTest {
    private static final long GIB = 1L << 30;
    private static final long MIB = 1L << 20;

    @TempDir Path root;

    @Test
    void whereNoGroupHasALimitWhatTheMachineHasAvailableIsFree() throws IOException {
        file("proc/meminfo", "MemTotal: 24000000 kB", "MemFree: 1 kB", "MemAvailable: 2048 kB");
        file("proc/self/cgroup", "0::/user.slice/radfm");
        file("sys/fs/cgroup/user.slice/radfm/memory.max", "max");
        assertEquals(OptionalLong.of(2 * MIB), FreeMemory.bytes(root));
    }

    @Test
    void theTightestGroupAroundTheProcessCounts() throws IOException {
        file("proc/meminfo", "MemAvailable: 24000000 kB");
        file("proc/self/cgroup", "0::/a/b");
        group("sys/fs/cgroup/a", 4 * GIB, 3 * GIB, 200 * MIB);
        group("sys/fs/cgroup/a/b", 8 * GIB, GIB, 0);
        assertEquals(OptionalLong.of(GIB + 200 * MIB), FreeMemory.bytes(root));
    }

    /// There the path is the host's, and the limit lies at the top.
    @Test
    void insideAContainerTheLimitIsThatOfTheTop() throws IOException {
        file("proc/meminfo", "MemAvailable: 24000000 kB");
        file("proc/self/cgroup", "0::/docker/4f2a/somewhere");
        group("sys/fs/cgroup", 2 * GIB, GIB, 0);
        assertEquals(OptionalLong.of(GIB), FreeMemory.bytes(root));
    }

    @Test
    void groupsOfTheFirstKindCountAsWell() throws IOException {
        file("proc/meminfo", "MemAvailable: 24000000 kB");
        file("proc/self/cgroup", "5:cpu,cpuacct:/x", "4:memory:/pod", "0::/");
        file("sys/fs/cgroup/memory/pod/memory.limit_in_bytes", "" + 3 * GIB);
        file("sys/fs/cgroup/memory/pod/memory.usage_in_bytes", "" + GIB);
        file("sys/fs/cgroup/memory/pod/memory.stat", "cache 7", "total_inactive_file " + MIB);
        file("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712"); // none
        file("sys/fs/cgroup/memory/memory.usage_in_bytes", "1");
        assertEquals(OptionalLong.of(2 * GIB + MIB), FreeMemory.bytes(root));
    }

    @Test
    void whereNoKernelTellsNothingIsKnown() throws IOException {
        assertEquals(OptionalLong.empty(), FreeMemory.bytes(root));
    }

    @Test
    void theRealKernelTells() throws IOException {
        long free = FreeMemory.bytes(Path.of("/")).orElseThrow();
        assertTrue(free > MIB && free < 1L << 50, free + " bytes");
    }

    @Test
    void theSentenceNamesWhatIsNeededAndWhatIsFree() {
        var needed = new NeededMemory(7 * GIB, 2 * GIB, GIB, GIB / 2, GIB);
        assertTrue(needed.refusal(23 * GIB / 2).isEmpty());
        assertEquals(
                "this worker needs 11.5 GiB of memory (weights 7.0 GiB, keys and values 2.0 GiB,"
                        + " encoding a scan 1.0 GiB, prepared scans 0.5 GiB, heap 1.0 GiB) and 4.0"
                        + " GiB are free. Less of engine.cache.bytes, engine.batch or worker.slots,"
                        + " or a model of fewer bits, needs less.",
                needed.refusal(4 * GIB).orElseThrow());
    }

    /// Matrices of 16 bits are widened; the cache is what is configured, or what all answers or one
    /// alone can fill.
    @Test
    void whatAModelNeedsFollowsFromItsSizes() throws IOException {
        var sizes = Configuration.read(MiniModel.in(root).resolve("config.json"));
        var parts =
                new Inventory(
                        List.of(
                                new Inventory.Part("decoder matrices", 50, 100, "f16"),
                                new Inventory.Part("output head", 20, 11, "int4/32"),
                                new Inventory.Part("vision encoder", 2, 8, "f32")),
                        "fp16",
                        0);
        assertEquals(219, needed(sizes, parts, EngineOptions.defaults()).weights());
        var language = sizes.language();
        long one = 8L * language.numHiddenLayers() * language.hiddenSize();
        one *= language.maxSequenceLength();
        var options = EngineOptions.defaults().withBatch(3);
        assertEquals(6 * one, needed(sizes, parts, options).cache());
        assertEquals(2 * one, needed(sizes, parts, options.withCacheBytes(2 * one)).cache());
        assertEquals(one, needed(sizes, parts, options.withCacheBytes(0)).cache());
        assertEquals(3 * 4 * 64 * 64 * 32, needed(sizes, parts, options).prepared());
    }

    private static NeededMemory needed(
            Configuration sizes, Inventory parts, EngineOptions options) {
        return NeededMemory.of(sizes, parts, options, Shown.input(sizes), 3);
    }

    @Test
    void aWorkerThatDoesNotFitIsDownAndSaysWhy() throws Exception {
        var model = MiniModel.in(root.resolve("model"));
        var config = model.resolve("config.json");
        var text = Files.readString(config);
        var deep = text.replaceAll("(\"max_sequence_length\"\\s*:\\s*)\\d+", "$11000000");
        Files.writeString(config, deep); // with 256 answers of a million positions: terabytes
        var settings =
                Map.of(
                        "data.dir",
                        root.toString(),
                        "model.source",
                        "directory",
                        "engine.batch",
                        "256",
                        "engine.cache.bytes",
                        "" + (1L << 40));
        var worker =
                Worker.start(
                        new AbstractConfig(WorkerConfig.KEYS, settings, false),
                        new SimpleMeterRegistry());
        try {
            assertEquals(1, worker.await());
            assertEquals(Health.State.DOWN, worker.health().state());
            var reason = worker.health().reason();
            assertTrue(reason.matches("this worker needs \\d+\\.\\d GiB of memory .*"), reason);
        } finally {
            worker.close();
        }
    }

    private void group(String folder, long limit, long used, long files) throws IOException {
        file(folder + "/memory.max", "" + limit);
        file(folder + "/memory.current", "" + used);
        file(folder + "/memory.stat", "anon 12", "inactive_file " + files, "active_file 7");
    }

    private void file(String name, String... lines) throws IOException {
        var file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, List.of(lines));
    }
}
