// SPDX-License-Identifier: Apache-2.0
package io.radfm.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// How much memory this process may still take, by the kernel's account: what the machine has
/// available (`MemAvailable`), or what is left below a limit of its control group or of a group
/// around that (cgroup v1 and v2), whichever is less. Pages of files that nobody uses count as free
/// in both.
final class FreeMemory {
    private static final Path MEMORY = Path.of("proc/meminfo");
    private static final Path GROUPS = Path.of("proc/self/cgroup");

    private FreeMemory() {}

    /// The files of one hierarchy: limit, use, and the line of `memory.stat` with the file pages.
    private record Hierarchy(String folder, String limit, String usage, String inactive) {
        static final Hierarchy V2 =
                new Hierarchy("sys/fs/cgroup", "memory.max", "memory.current", "inactive_file");
        static final Hierarchy V1 =
                new Hierarchy(
                        "sys/fs/cgroup/memory",
                        "memory.limit_in_bytes",
                        "memory.usage_in_bytes",
                        "total_inactive_file");
    }

    /// @param root `/`
    /// @return bytes; nothing where no kernel tells
    static OptionalLong bytes(Path root) throws IOException {
        var known = Stream.<Long>builder();
        for (var line : lines(root.resolve(MEMORY))) {
            if (line.startsWith("MemAvailable:")) {
                known.add(1024 * number(line));
            }
        }
        for (var line : lines(root.resolve(GROUPS))) {
            var parts = line.split(":", 3); // number, controllers, path
            boolean unified = parts.length == 3 && parts[1].isEmpty();
            if (unified || parts.length == 3 && List.of(parts[1].split(",")).contains("memory")) {
                left(root, unified ? Hierarchy.V2 : Hierarchy.V1, parts[2]).forEach(known::add);
            }
        }
        return known.build().mapToLong(Long::longValue).min();
    }

    /// What the group and each around it have left. Within a container the path is that of the
    /// host, of which only the end may be seen here; the root of the hierarchy is the container's
    /// own then.
    private static List<Long> left(Path root, Hierarchy hierarchy, String path) throws IOException {
        var top = root.resolve(hierarchy.folder);
        var left = Stream.<Long>builder();
        for (var group = top.resolve(path.substring(1)).normalize();
                group.startsWith(top);
                group = group.getParent()) {
            var limit = Files.exists(group) ? lines(group.resolve(hierarchy.limit)) : List.of("");
            if (!limit.isEmpty() && limit.getFirst().matches("\\d{1,18}")) {
                long used = number(lines(group.resolve(hierarchy.usage)).getFirst());
                long files =
                        lines(group.resolve("memory.stat")).stream()
                                .filter(line -> line.startsWith(hierarchy.inactive + " "))
                                .mapToLong(FreeMemory::number)
                                .sum();
                left.add(Math.max(0, Long.parseLong(limit.getFirst()) - used + files));
            }
        }
        return left.build().toList();
    }

    private static List<String> lines(Path file) throws IOException {
        return Files.isRegularFile(file) ? Files.readAllLines(file) : List.of();
    }

    /// The one in this line.
    private static long number(String line) {
        return Arrays.stream(line.split("\\s+"))
                .filter(word -> word.matches("\\d{1,18}"))
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no number in: " + line));
    }
}
