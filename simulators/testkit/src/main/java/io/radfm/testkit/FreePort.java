// SPDX-License-Identifier: Apache-2.0
package io.radfm.testkit;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/// A port for a process that has to be told which. It lies below those that operating systems give
/// to clients (from 32768 on, RFC 6335 from 49152 on): one of these may be a connection's before
/// the process has started.
public final class FreePort {
    private static final int LOWEST = 15_000;
    private static final int END = 32_000;

    private FreePort() {}

    /// Somewhere nobody listens now, on any address.
    public static int next() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, END);
            if (isFree(port)) {
                return port;
            }
        }
    }

    private static boolean isFree(int port) {
        try (var _ = new ServerSocket(port)) {
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
