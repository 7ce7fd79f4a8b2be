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
///
/// A listener that reads slowly is told the newest, not everything. One that has stopped reading
/// keeps its place until another wants it.
final class EventStream implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);
    private static final Duration HEARTBEAT = Duration.ofSeconds(10);

    /// How many may listen, and how long a write may take before its place is given away.
    record Bounds(int listeners, Duration write) {
        static final Bounds DEFAULT = new Bounds(64, Duration.ofSeconds(20));
    }

    private final Worklist worklist;
    private final Studies studies;
    private final Bounds bounds;
    private final Set<Listener> open = ConcurrentHashMap.newKeySet();

    private record Gone(String studyUid) {}

    EventStream(Worklist worklist, Studies studies, Bounds bounds) {
        this.worklist = worklist;
        this.studies = studies;
        this.bounds = bounds;
    }

    /// One open page; its thread is the request's own, a virtual one.
    private static final class Listener {
        private static final long NOT_WRITING = Long.MIN_VALUE;

        private final Changes changes;
        private final Thread thread = Thread.currentThread();
        private volatile long writingSince = NOT_WRITING;

        Listener(Changes changes) {
            this.changes = changes;
        }

        void write(SseSink sink, SseEvent event) {
            writingSince = System.nanoTime();
            sink.emit(event);
            writingSince = NOT_WRITING;
        }

        boolean isStuck(Duration longest) {
            long since = writingSince;
            return since != NOT_WRITING && System.nanoTime() - since > longest.toNanos();
        }

        /// Breaks a write off: an interrupted virtual thread closes the socket it is blocked on.
        void end() {
            changes.close();
            if (writingSince != NOT_WRITING) {
                thread.interrupt();
            }
        }
    }

    void serve(ServerRequest request, ServerResponse response) throws InterruptedException {
        if (open.size() >= bounds.listeners()) {
            open.stream().filter(it -> it.isStuck(bounds.write())).forEach(Listener::end);
            Problem.send(
                    response,
                    Status.SERVICE_UNAVAILABLE_503,
                    "Too many pages are open; close one and try again.");
            return;
        }
        try (var changes = worklist.listen()) {
            var listener = new Listener(changes);
            open.add(listener);
            try (var sink = response.sink(SseSink.TYPE)) {
                listener.write(sink, SseEvent.builder().comment("live").build());
                while (!changes.isClosed()) {
                    listener.write(sink, next(changes));
                }
            } catch (UncheckedIOException e) {
                LOG.debug("a listener went away", e);
            } finally {
                open.remove(listener);
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
        open.forEach(Listener::end);
    }
}
