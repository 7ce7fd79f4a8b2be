// SPDX-License-Identifier: Apache-2.0
package io.radfm.platform;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Free loopback ports, chosen once per folder and kept in its file `ports`.
public final class Ports {
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

    private static List<Integer> free(int count) throws IOException {
        var sockets = new ArrayList<ServerSocket>();
        try {
            for (int i = 0; i < count; i++) {
                sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            }
            return sockets.stream().map(ServerSocket::getLocalPort).toList();
        } finally {
            for (var socket : sockets) {
                socket.close();
            }
        }
    }
}
