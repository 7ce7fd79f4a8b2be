// SPDX-License-Identifier: Apache-2.0
package io.radfm.results.web;

import io.helidon.http.Status;
import io.helidon.http.sse.SseEvent;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.sse.SseSink;
import io.radfm.results.worklist.Changes;
import io.radfm.results.worklist.Worklist;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// `GET /api/events`: an event `study` with the study's JSON whenever it changed, an event `gone`
/// when it left the worklist, and a comment now and then, which finds out who went away.
final class EventStream implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);
    private static final int MAX_LISTENERS = 64;
    private static final Duration HEARTBEAT = Duration.ofSeconds(10);

    private final Worklist worklist;
    private final Studies studies;
    private final Set<Changes> open = ConcurrentHashMap.newKeySet();

    private record Gone(String studyUid) {}

    EventStream(Worklist worklist, Studies studies) {
        this.worklist = worklist;
        this.studies = studies;
    }

    void serve(ServerRequest request, ServerResponse response) throws InterruptedException {
        if (open.size() >= MAX_LISTENERS) {
            Problem.send(
                    response,
                    Status.SERVICE_UNAVAILABLE_503,
                    "Too many pages are open; close one and try again.");
            return;
        }
        try (var changes = worklist.listen()) {
            open.add(changes);
            try (var sink = response.sink(SseSink.TYPE)) {
                sink.emit(SseEvent.builder().comment("live").build());
                while (!changes.isClosed()) {
                    sink.emit(next(changes));
                }
            } catch (UncheckedIOException e) {
                LOG.debug("a listener went away", e);
            } finally {
                open.remove(changes);
            }
        }
    }

    private SseEvent next(Changes changes) throws InterruptedException {
        var changed = changes.next(HEARTBEAT);
        if (changed.isEmpty()) {
            return SseEvent.builder().comment("still here").build();
        }
        var uid = changed.get();
        return studies.json(uid)
                .map(study -> SseEvent.builder().name("study").data(Json.of(study)).build())
                .orElseGet(
                        () -> SseEvent.builder().name("gone").data(Json.of(new Gone(uid))).build());
    }

    @Override
    public void close() {
        open.forEach(Changes::close);
    }
}
