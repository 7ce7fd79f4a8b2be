// SPDX-License-Identifier: Apache-2.0
package io.radfm.results.web;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What every request must pass and every response carries.
///
/// A page of another site can make a browser send requests here under a name of its own that
/// resolves to loopback (DNS rebinding): a request whose `Host` is not one of ours is refused.
/// Nothing here changes anything, so only GET is answered. What a browser fetches for a page of
/// another site is refused (Fetch Metadata): following a link to here is not.
final class Guard implements Filter {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private static final Set<String> OURS = Set.of("same-origin", "none");
    private static final HeaderName FETCH_SITE = HeaderNames.create("Sec-Fetch-Site");
    private static final HeaderName FETCH_MODE = HeaderNames.create("Sec-Fetch-Mode");

    private static final Map<String, String> HEADERS =
            Map.of(
                    "Content-Security-Policy",
                    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
                            + " connect-src 'self'; base-uri 'none'; form-action 'none';"
                            + " frame-ancestors 'none'",
                    "X-Content-Type-Options",
                    "nosniff",
                    "Referrer-Policy",
                    "no-referrer",
                    "Cross-Origin-Resource-Policy",
                    "same-origin",
                    "Cross-Origin-Opener-Policy",
                    "same-origin",
                    "Cache-Control",
                    "no-store");

    private final Set<String> names;

    /// @param names by which this server may be asked for, besides loopback
    Guard(Stream<String> names) {
        this.names =
                Stream.concat(LOOPBACK.stream(), names)
                        .map(name -> name.toLowerCase(Locale.ROOT))
                        .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        HEADERS.forEach(response::header);
        var host = request.headers().first(HeaderNames.HOST).orElse("");
        if (!names.contains(withoutPort(host))) {
            Problem.send(
                    response,
                    Status.MISDIRECTED_REQUEST_421,
                    "This server does not answer to that host name; see the setting http.names.");
        } else if (isFetchedByAnotherSite(request)) {
            Problem.send(
                    response,
                    Status.FORBIDDEN_403,
                    "Pages of other sites may link to this server, but not fetch from it.");
        } else if (!request.prologue().method().equals(Method.GET)) {
            response.header(HeaderNames.ALLOW, "GET");
            Problem.send(response, Status.METHOD_NOT_ALLOWED_405, "Only GET is answered here.");
        } else {
            chain.proceed();
        }
    }

    /// Programs that are no browsers send neither header.
    private static boolean isFetchedByAnotherSite(RoutingRequest request) {
        var site = request.headers().first(FETCH_SITE).orElse("none");
        var mode = request.headers().first(FETCH_MODE).orElse("navigate");
        return !OURS.contains(site) && !mode.equals("navigate");
    }

    static String withoutPort(String host) {
        return host.replaceFirst(":[0-9]*$", "").toLowerCase(Locale.ROOT);
    }
}
