// SPDX-License-Identifier: Apache-2.0
package io.radfm.wire.peers;

import io.radfm.testkit.Eventually;
import io.radfm.testkit.Peers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A peer that runs until it is closed.
final class Background implements AutoCloseable {
    private final Process process;

    private Background(Process process) {
        this.process = process;
    }

    /// Returns when somebody listens on the port.
    static Background listening(int port, Path log, String program, String... arguments)
            throws Exception {
        var command = new ArrayList<String>();
        command.add(Peers.require(program).toString());
        command.addAll(List.of(arguments));
        var process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        var peer = new Background(process);
        try {
            Eventually.holds(
                    program + " listens", Duration.ofSeconds(30), () -> peer.accepts(port, log));
        } catch (Exception | AssertionError e) {
            peer.close();
            throw e;
        }
        return peer;
    }

    private boolean accepts(int port, Path log) throws IOException {
        if (!process.isAlive()) {
            throw new IOException("it ended: " + Files.readString(log));
        }
        try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        process.destroy();
        if (process.onExit().copy().completeOnTimeout(null, 5, TimeUnit.SECONDS).join() == null) {
            process.destroyForcibly();
        }
    }
}
