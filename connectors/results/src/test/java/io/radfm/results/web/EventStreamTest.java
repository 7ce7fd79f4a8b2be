// SPDX-License-Identifier: Apache-2.0
package io.radfm.results.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.radfm.events.Draft;
import io.radfm.events.InstanceRef;
import io.radfm.events.StudyStage;
import io.radfm.results.Given;
import io.radfm.testkit.Eventually;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Pages that listen: live, slow, gone, and too many.
@Timeout(120)
class EventStreamTest {
    private static final String STUDY = "1.2.826.0.1.3680043.10.6";
    private static final int PLACES = 3;
    private static final Duration HANG = Duration.ofSeconds(60);

    @TempDir Path home;
    private Served served;

    @BeforeEach
    void start() throws IOException {
        served = new Served(home, new EventStream.Bounds(PLACES, Duration.ofMillis(200)));
    }

    @AfterEach
    void stop() throws IOException {
        served.close();
    }

    /// A page; it reads only when it is asked to.
    private final class Listener implements AutoCloseable {
        private final Socket socket = new Socket();
        private final BufferedReader in;

        Listener() throws IOException {
            socket.setReceiveBufferSize(4096);
            socket.connect(
                    new java.net.InetSocketAddress(
                            InetAddress.getLoopbackAddress(), served.port()));
            socket.setSoTimeout((int) HANG.toMillis());
            socket.getOutputStream()
                    .write("GET /api/events HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes());
            in =
                    new BufferedReader(
                            new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        }

        /// The next line that begins like this; empty when the stream ended.
        String next(String start) throws IOException {
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                if (line.startsWith(start)) {
                    return line;
                }
            }
            return "";
        }

        Listener live() throws IOException {
            assertEquals("HTTP/1.1 200 OK", next("HTTP/"));
            next(":");
            return this;
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    @Test
    void aChangeArrivesWithTheWholeStudy() throws Exception {
        try (var page = new Listener().live()) {
            served.worklist.apply(Given.state(STUDY, StudyStage.RECEIVED, 1));
            assertEquals("study", value(page.next("event:")));
            var study = Served.JSON.readTree(value(page.next("data:")));
            assertEquals("RECEIVING", study.get("state").asText());
            served.worklist.apply(Given.state(STUDY, StudyStage.DRAFTING, 1));
            study = Served.JSON.readTree(value(page.next("data:")));
            assertEquals("DRAFTING", study.get("state").asText());
        }
    }

    private static String value(String line) {
        return line.substring(line.indexOf(':') + 1).strip();
    }

    @Test
    void aLineBreakInATextIsOneEvent() throws Exception {
        try (var page = new Listener().live()) {
            served.worklist.apply(draft("one\n\nevent: gone\ndata: {}\n\n"));
            assertEquals("study", value(page.next("event:")));
            var study = Served.JSON.readTree(value(page.next("data:")));
            assertTrue(study.at("/draft/findings").asText().startsWith("one\n\nevent: gone"));
        }
    }

    @Test
    void oneMoreThanThereArePlacesForIsToldToComeBack() throws Exception {
        var pages = new ArrayList<Listener>();
        for (int i = 0; i < PLACES; i++) {
            pages.add(new Listener().live());
        }
        try (var late = new Listener()) {
            assertTrue(late.next("HTTP/").startsWith("HTTP/1.1 503"));
        }
        pages.getFirst().close();
        Eventually.holds("a place", HANG, () -> touched() && isTaken());
        for (var page : pages) {
            page.close();
        }
    }

    @Test
    void aPageThatStoppedReadingLosesItsPlaceToOneThatReads() throws Exception {
        var stuck = new ArrayList<Listener>();
        for (int i = 0; i < PLACES; i++) {
            stuck.add(new Listener());
        }
        Eventually.holds("places taken", HANG, () -> touched() && !isTaken());
        Eventually.holds("a place", HANG, () -> touched() && isTaken());
        for (var page : stuck) {
            page.close();
        }
    }

    /// A change of some size, which those who do not read let pile up in their sockets.
    private boolean touched() {
        served.worklist.apply(draft("long ".repeat(200_000)));
        return true;
    }

    private boolean isTaken() throws IOException {
        try (var page = new Listener()) {
            return page.next("HTTP/").startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void closingTheServerEndsEveryStream() throws Exception {
        try (var page = new Listener().live()) {
            served.stop();
            assertEquals("", page.next("event:"));
        }
    }

    private static Draft draft(String findings) {
        var image = new InstanceRef(STUDY + ".1.1", "ab".repeat(32), 9L, 1);
        return Draft.newBuilder(Given.draft(STUDY, 1, List.of(image)))
                .setText(Given.text(findings, null))
                .build();
    }
}
