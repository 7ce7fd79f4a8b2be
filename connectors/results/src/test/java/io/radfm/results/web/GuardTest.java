// SPDX-License-Identifier: Apache-2.0
package io.radfm.results.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// Who may ask, and how the page is kept to itself.
@Timeout(60)
class GuardTest {
    @TempDir static Path home;
    private static Served served;

    @BeforeAll
    static void start() throws IOException {
        served = new Served(home);
    }

    @AfterAll
    static void stop() throws IOException {
        served.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "localhost:8080",
                "LOCALHOST",
                "127.0.0.1:1",
                "[::1]:8080",
                "[::1]",
                "reading.example",
                "Reading.Example:443"
            })
    void namesOfOursAreAnswered(String host) throws Exception {
        assertTrue(asked(host).startsWith("HTTP/1.1 200"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:8080",
                "localhost.evil.example",
                "evil.example:80:8080",
                "127.0.0.1.evil.example",
                "reading.example.evil",
                "2130706433"
            })
    void aNameThatWasMadeToPointHereIsRefused(String host) throws Exception {
        var answer = asked(host);
        assertTrue(answer.matches("(?s)HTTP/1.1 4(21|00) .*"), answer); // 400: no host at all
        assertFalse(answer.contains("studyUid"));
    }

    @Test
    void aRequestWithoutAHostIsRefused() throws Exception {
        var answer = Raw.ask(served.port(), "GET /api/studies HTTP/1.1");
        assertTrue(answer.startsWith("HTTP/1.1 4"), answer);
    }

    private String asked(String host) throws IOException {
        return Raw.ask(served.port(), "GET /api/studies HTTP/1.1", "Host: " + host);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"})
    void onlyGetIsAnswered(String method) throws Exception {
        var answer = served.send(method, "/api/studies");
        assertEquals(405, answer.statusCode());
        assertEquals("GET", answer.headers().firstValue("Allow").get());
        assertFalse(answer.headers().firstValue("Access-Control-Allow-Origin").isPresent());
    }

    @ParameterizedTest(name = "from {0} by {1}: {2}")
    @CsvSource({
        "cross-site, cors, 403",
        "cross-site, no-cors, 403",
        "same-site, cors, 403",
        "cross-site, navigate, 200",
        "same-origin, cors, 200",
        "none, navigate, 200"
    })
    void otherSitesMayLinkHereButNotFetch(String site, String mode, int status) throws Exception {
        var answer = served.get("/api/studies", "Sec-Fetch-Site", site, "Sec-Fetch-Mode", mode);
        assertEquals(status, answer.statusCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/page.js", "/api/studies", "/nothing", "/api/studies/x"})
    void everyAnswerForbidsWhatThePageDoesNotNeed(String path) throws Exception {
        var headers = served.get(path).headers();
        var policy = headers.firstValue("Content-Security-Policy").get();
        assertTrue(policy.startsWith("default-src 'none'; script-src 'self';"), policy);
        assertTrue(policy.contains("frame-ancestors 'none'"));
        assertFalse(policy.contains("unsafe"));
        assertEquals("nosniff", headers.firstValue("X-Content-Type-Options").get());
        assertEquals("no-referrer", headers.firstValue("Referrer-Policy").get());
        assertEquals("no-store", headers.firstValue("Cache-Control").get());
        assertEquals("same-origin", headers.firstValue("Cross-Origin-Resource-Policy").get());
    }

    @Test
    void thePageHasNoScriptAndNoStyleOfItsOwn() throws Exception {
        var page = new String(served.get("/").body(), StandardCharsets.UTF_8);
        assertFalse(page.contains("<style"));
        assertFalse(page.matches("(?s).*<script[^>]*>[^<].*"));
        assertFalse(page.matches("(?s).*\\son[a-z]+=.*"));
        var script = new String(served.get("/page.js").body(), StandardCharsets.UTF_8);
        for (var way : new String[] {"innerHTML", "outerHTML", "insertAdjacentHTML", "eval("}) {
            assertFalse(script.contains(way), way);
        }
    }
}
