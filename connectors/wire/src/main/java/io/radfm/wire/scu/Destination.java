// SPDX-License-Identifier: Apache-2.0
package io.radfm.wire.scu;

import io.radfm.wire.AeTitle;

import java.net.InetSocketAddress;
import java.util.regex.Pattern;

/// Where to send to, written `AET@host:port`; an IPv6 address goes into brackets.
public record Destination(AeTitle aeTitle, String host, int port) {
    private static final Pattern FORM =
            Pattern.compile("(?<aet>[^@]+)@(?<host>\\[[^]]+]|[^:\\[]+):(?<port>[0-9]{1,5})");

    public Destination {
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("port " + port);
        }
    }

    public static Destination parse(String text) {
        var parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("'" + text + "' is not of the form AET@host:port");
        }
        return new Destination(
                AeTitle.of(parts.group("aet")),
                parts.group("host").replaceAll("[\\[\\]]", ""),
                Integer.parseInt(parts.group("port")));
    }

    /// Looks the host up anew.
    InetSocketAddress address() {
        return new InetSocketAddress(host, port);
    }

    @Override
    public String toString() {
        return "%s@%s:%d".formatted(aeTitle, host.contains(":") ? "[" + host + "]" : host, port);
    }
}
