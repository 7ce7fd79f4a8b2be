// SPDX-License-Identifier: Apache-2.0
package io.radfm.platform;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/// Free ports, chosen once per folder and kept in its file `ports`.
///
/// They lie below those that operating systems give to clients (from 32768 on, RFC 6335 from 49152
/// on). A server that has yet to start, or was killed, would otherwise lose its port to any
/// connection that happens to be given it.
public final class Ports {
    private static final int LOWEST = 15_000;
    private static final int END = 32_000;

    private Ports() {}

    /// The ports of this folder; chosen now if it has none yet.
    public static List<Integer> keptIn(Path folder, int count) throws IOException {
        Files.createDirectories(folder);
        var file = folder.resolve("ports");
        if (!Files.exists(file)) {
            Files.writeString(
                    file, String.join(" ", free(count).stream().map(String::valueOf).toList()));
        }
        return Stream.of(Files.readString(file).strip().split(" ")).map(Integer::valueOf).toList();
    }

    /// Whether somebody listens there now. Costs next to nothing, so it is asked before anything
    /// that needs a client.
    static boolean listens(int port) {
        try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return true;
        } catch (IOException nobody) {
            return false;
        }
    }

    private static List<Integer> free(int count) {
        return ThreadLocalRandom.current()
                .ints(LOWEST, END)
                .distinct()
                .filter(Ports::isFree)
                .limit(count)
                .boxed()
                .toList();
    }

    private static boolean isFree(int port) {
        try (var _ = new ServerSocket(port)) {
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
