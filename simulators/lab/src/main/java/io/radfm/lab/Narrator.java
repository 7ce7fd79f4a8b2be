// SPDX-License-Identifier: Apache-2.0
package io.radfm.lab;

import io.radfm.events.wire.AvroSerde;
import io.radfm.results.worklist.Changes;
import io.radfm.results.worklist.Phase;
import io.radfm.results.worklist.Study;
import io.radfm.results.worklist.Worklist;
import io.radfm.results.worklist.WorklistReader;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Tells each step of each study in a line, and counts drafts. Reads what the reading page reads;
/// studies settled before this start are not told again.
final class Narrator implements AutoCloseable {
    private static final int WORKLIST = 10_000;
    private static final Duration POLL = Duration.ofMillis(200);

    /// A step that has been told.
    private record Step(int revision, Phase phase) {
        static Step of(Study study) {
            return new Step(study.revision(), study.phase(Instant.now()));
        }

        boolean isLast() {
            return phase == Phase.DRAFTED || phase == Phase.FAILED;
        }
    }

    private final int wanted;
    private final Screen screen;
    private final Worklist worklist = new Worklist(WORKLIST);
    private final Changes changes = worklist.listen();
    private final WorklistReader reader;
    private final Thread thread = Thread.ofPlatform().name("narrator").unstarted(this::run);
    private final Map<String, Step> told = new HashMap<>();
    private final Map<String, Study> settled = new LinkedHashMap<>();
    private final CountDownLatch enough = new CountDownLatch(1);
    private volatile boolean closed;

    private Narrator(Map<String, String> cluster, int wanted, Screen screen) {
        this.wanted = wanted;
        this.screen = screen;
        reader =
                WorklistReader.start(
                        new HashMap<>(cluster), new AvroSerde.Factory(cluster), worklist);
    }

    /// @param studies so many drafts are enough; 0 when there are never enough
    static Narrator of(Map<String, String> cluster, int studies, Screen screen) {
        return new Narrator(cluster, studies, screen);
    }

    void begin() {
        thread.start();
    }

    /// Waits until as many studies as were wanted have a draft or a failure, prints their table,
    /// and answers whether all were drafted.
    boolean await() throws InterruptedException {
        enough.await();
        screen.line("%n%s", StudyTable.of(settled.values()));
        return settled.values().stream().allMatch(study -> Step.of(study).phase() == Phase.DRAFTED);
    }

    private void run() {
        try {
            while (!closed && !reader.health().isReady()) {
                TimeUnit.MILLISECONDS.sleep(POLL.toMillis() / 10);
            }
            for (var study : worklist.newestFirst()) {
                var step = Step.of(study);
                if (step.isLast()) {
                    told.put(study.uid(), step);
                }
            }
            while (!closed) {
                var changed = changes.next(POLL);
                if (changed.isPresent()) {
                    worklist.study(changed.get())
                            .ifPresentOrElse(this::look, () -> told.remove(changed.get()));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look(Study study) {
        var step = Step.of(study);
        if (step.equals(told.put(study.uid(), step)) || enough.getCount() == 0) {
            return;
        }
        screen.line(
                "%s  %s%n",
                LocalTime.now().format(Screen.TIME), StudyTable.line(study, step.phase()));
        if (step.isLast()) {
            settled.put(study.uid(), study);
            if (wanted > 0 && settled.size() >= wanted) {
                enough.countDown();
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        reader.close();
        changes.close();
    }
}
