// SPDX-License-Identifier: Apache-2.0
package io.radfm.results.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/// A request as it is typed, for what no client library lets through.
final class Raw {
    private static final Pattern LENGTH = Pattern.compile("(?i)content-length: *(\\d+)");

    private Raw() {}

    /// The answer, head and body; empty when the server hung up.
    static String ask(int port, String... lines) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(30_000);
            var request = String.join("\r\n", lines) + "\r\n\r\n";
            try {
                socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
                return answer(socket);
            } catch (SocketException hungUp) {
                return "";
            }
        }
    }

    private static String answer(Socket socket) throws IOException {
        var in = socket.getInputStream();
        var head = new ByteArrayOutputStream();
        for (int one = in.read(); one >= 0; one = in.read()) {
            head.write(one);
            if (head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
                break;
            }
        }
        var text = head.toString(StandardCharsets.ISO_8859_1);
        var length = LENGTH.matcher(text);
        int more = length.find() ? Integer.parseInt(length.group(1)) : 0;
        return text + new String(in.readNBytes(more), StandardCharsets.UTF_8);
    }
}
